/** Something a text says that its source does not. */
export interface Fault {
  /**
   * `number`: the source gives no such number. `unit`: it gives the number, but of something else. `claim`: a claim such as "first" that it
   * does not make. `quote`: the quote does not stand in it, or is about something else. `subject`: the text is about something else. `address`:
   * it sends people to an address or calls someone, which no summary does.
   */
  readonly kind: 'number' | 'unit' | 'claim' | 'quote' | 'polarity' | 'order' | 'subject' | 'address';
  /** The words of the text, or the quote. */
  readonly found: string;
}
