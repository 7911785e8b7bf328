/** A papers page as the first saver writes it: an empty line between everything. */
export function spacedPage(...titles: readonly string[]): string {
  const head = [
    'new',
    'Get trending papers in your email inbox!',
    'Subscribe',
    'byAK and the research community',
    'Jul 14',
  ];
  return `${[...head, ...titles.flatMap((title) => [title, abstractOf(title)])].join('\n\n')}\n`;
}

/** … as the second does: densely, `Subscribe` glued to the first title, no date. */
export function densePage(...titles: readonly string[]): string {
  const head = ['Get trending papers in your email inbox once a day!', 'Get trending papers in your email inbox!'];
  const papers = titles.flatMap((title) => [title, abstractOf(title)]);
  return `${[...head, `Subscribe${papers.join('\n')}`].join('\n')}\n`;
}

/** … as the third does: with authors counted and a date below each paper. */
export function bulletedPage(...titles: readonly string[]): string {
  const head = ['new', 'Get trending papers in your email inbox!', 'Subscribe', 'Daily Papers', 'Jul 16'];
  const papers = titles.flatMap((title) => [title, abstractOf(title), '  • 10 authors\n·\nJan 31']);
  return `${[...head, ...papers].join('\n\n')}\n`;
}

/** The abstract of the paper of this title, long enough to be told from a title. */
export function abstractOf(title: string): string {
  return [
    `What is known of ${title} has so far been gathered by hand, which is slow and seldom complete.`,
    `We propose a plain method to count and describe them in the field, at night and in any weather, with tools that cost little.`,
    `In three summers of trials the method for ${title} found twice as many as the usual one and took half the time.`,
  ].join(' ');
}
