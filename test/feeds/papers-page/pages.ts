/** A paper as the oracle of the generated pages knows it. */
export interface KnownPaper {
  readonly title: string;
  /** Paragraphs; none for a paper whose abstract the page leaves out. */
  readonly paragraphs: readonly string[];
  readonly arxivId: string;
  readonly authors: number;
  readonly date: string;
  readonly upvotes: number;
  readonly comments: number;
}

/** The ways in which the same page has been seen saved. */
export const SHAPES = ['spaced', 'dense', 'carded', 'dense-carded', 'markdown', 'plain-links'] as const;

/** One way of saving a page. */
export type Shape = (typeof SHAPES)[number];

/** Writes a page in one shape: the lines a saver would have left, without their ends. */
export function renderPage(shape: Shape, papers: readonly KnownPaper[]): readonly string[] {
  switch (shape) {
    case 'spaced':
      return spread([
        ...HEAD,
        'byAK and the research community',
        'Jul 14',
        ...papers.flatMap((paper) => [paper.title, ...paper.paragraphs]),
      ]);
    case 'dense':
      return glued([
        'Get trending papers in your email inbox once a day!',
        'Get trending papers in your email inbox!',
        ...papers.flatMap((paper) => [paper.title, ...paper.paragraphs]),
      ]);
    case 'carded':
      return [
        ...spread([...HEAD, 'Daily Papers', 'byAK and the research community', 'Dec 12']),
        '',
        ...papers.flatMap(carded),
      ];
    case 'dense-carded':
      return [
        ...HEAD,
        'Daily Papers',
        'byAK and the research community',
        'Dec 12',
        ...papers.flatMap((paper) => carded(paper).filter((line) => line !== '')),
      ];
    case 'markdown':
      return [
        ...spread([
          ...HEAD.slice(0, 2),
          '[Subscribe](https://huggingface.co/login?next=%2Fpapers)',
          '# Trending Papers',
        ]),
        '',
        ...papers.flatMap(markdown),
      ];
    case 'plain-links':
      return spread([...HEAD, 'Daily Papers', 'Mar 25', ...papers.flatMap(plainLinks)]);
  }
}

const HEAD = ['new', 'Get trending papers in your email inbox!', 'Subscribe'];

function spread(lines: readonly string[]): string[] {
  return lines.flatMap((line, i) => (i === 0 ? [line] : ['', line]));
}

function glued(lines: readonly string[]): string[] {
  return lines.map((line, i) => (i === 2 ? `Subscribe${line}` : line));
}

function carded(paper: KnownPaper): string[] {
  const comments = paper.comments > 0 ? ` ${paper.comments}` : '';
  return [
    ...spread([paper.title, ...paper.paragraphs]),
    '',
    `  • ${paper.authors} authors`,
    '·',
    `${paper.date}${comments}`,
    '',
  ];
}

function markdown(paper: KnownPaper): string[] {
  const url = `https://huggingface.co/papers/${paper.arxivId}`;
  const card = [
    ...spread([
      `[[图片：无替代文本]](${url})`,
      'Submitted by',
      'some-user',
      `### [${paper.title}](${url})`,
      ...paper.paragraphs,
    ]),
    '',
    '- [图片：无替代文本]',
    '',
    `- ${paper.authors} authors`,
    '',
    `· Published on ${paper.date}`,
    '',
    '[Upvote',
    '',
    `${paper.upvotes}](https://huggingface.co/login?next=%2Fpapers%2F${paper.arxivId})`,
    '',
    `[arXiv Page](https://arxiv.org/abs/${paper.arxivId})`,
    '',
  ];
  return [...card, ...card];
}

function plainLinks(paper: KnownPaper): string[] {
  const url = `https://huggingface.co/papers/${paper.arxivId}`;
  return [
    `[-] ${paper.upvotes === 0 ? '-' : paper.upvotes}`,
    `https://huggingface.co/login?next=%2Fpapers%2F${paper.arxivId}`,
    paper.title,
    url,
    ...paper.paragraphs,
    url,
    '[',
    `${paper.authors} authors](${url})`,
    '·',
    paper.date,
    ...(paper.comments > 0 ? [String(paper.comments), `${url}#community`] : []),
  ];
}
