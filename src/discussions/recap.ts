/** What a recap says: each line stands on one message. */
export interface RecapLine {
  /** `verdict`: what somebody says is to be done with the paper. */
  readonly kind: 'said' | 'question' | 'verdict';
  /** Plain, without the name. */
  readonly text: string;
  readonly verdict?: 'read' | 'skip' | 'try';
  /** The id of the message it stands on. */
  readonly message: string;
  /** Who wrote that: as in `Caller`, and by name. */
  readonly person: string;
  readonly name: string;
}

/** What was said in a discussion. */
export interface Recap {
  readonly lines: readonly RecapLine[];
  /** Whether a model wrote the lines, or they are sentences of the messages. */
  readonly rung: 'llm' | 'sentence';
  /** How many messages it was made of. */
  readonly messages: number;
}
