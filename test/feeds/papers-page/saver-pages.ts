import { renderAngleLinks, renderHtml2text, renderPandoc, renderReader } from './link-savers.ts';
import type { KnownPaper } from './pages.ts';
import { FOOTER, INVITATION, NAVIGATION, paperUrl, SITE, wrap } from './saver-words.ts';

/** Ways in which tools that turn web pages into text would save the same page; written from their documentation. */
export const SAVER_SHAPES = [
  'copied',
  'copied-trending',
  'reader',
  'lynx',
  'w3m',
  'html2text',
  'pandoc',
  'bullets',
  'angle-links',
] as const;

/** One of them. */
export type SaverShape = (typeof SAVER_SHAPES)[number];

/** Writes a page as one tool would: the lines without their ends. */
export function renderSaverPage(shape: SaverShape, papers: readonly KnownPaper[]): readonly string[] {
  return SAVERS[shape](papers);
}

const SAVERS: Readonly<Record<SaverShape, (papers: readonly KnownPaper[]) => readonly string[]>> = {
  copied: (papers) => [
    'Hugging Face',
    ...NAVIGATION,
    '',
    'Log In',
    'Sign Up',
    ...INVITATION,
    'Subscribe',
    'Daily Papers',
    'by ',
    'AK',
    ' and the research community',
    '',
    'Daily',
    'Weekly',
    'Monthly',
    '',
    'Jul 14',
    '',
    ...papers.flatMap((paper, i) => [
      'Submitted by',
      ' ',
      `reader-${i}`,
      '',
      String(paper.upvotes + 1),
      paper.title,
      '·',
      `${paper.authors} authors`,
      ...(paper.comments > 0 ? [String(paper.comments)] : []),
    ]),
    'Previous',
    'Jul 14',
    'Next',
    'System theme',
    ...FOOTER,
    'Models',
    'Datasets',
    'Spaces',
    'Pricing',
    'Docs',
  ],
  'copied-trending': (papers) => [
    ...INVITATION,
    'Subscribe',
    'Trending Papers',
    'byAK and the research community',
    'Submitted by',
    ...papers.flatMap((paper, i) => [
      ...(i === 0 ? [] : ['Submitted by']),
      `reader${i}`,
      paper.title,
      ...paper.paragraphs,
      'Deep Lab',
      '·',
      `Published on ${paper.date}`,
      'Upvote',
      String(paper.upvotes),
      'GitHub',
      '1.2k',
      'arXiv Page',
    ]),
    `© 2025 Hugging Face`,
    ...FOOTER,
  ],
  reader: renderReader,
  lynx: renderLynx,
  w3m: (papers) => [
    '[huggingfac] Hugging Face',
    '',
    ...NAVIGATION.map((word) => `  • ${word}`),
    '',
    ...INVITATION,
    'Subscribe',
    '',
    'Daily Papers',
    '',
    'by AK and the research community',
    '',
    'Daily Weekly Monthly',
    'Jul 14',
    '',
    ...papers.flatMap((paper) => [
      ...wrap(paper.title, 76),
      '',
      ...paper.paragraphs.flatMap((paragraph) => [...wrap(paragraph, 76), '']),
      '  • ',
      `  • ${paper.authors} authors`,
      `· ${paper.date}`,
      '',
    ]),
    ...FOOTER,
  ],
  html2text: renderHtml2text,
  pandoc: renderPandoc,
  bullets: (papers) => [
    ...INVITATION,
    'Daily Papers',
    '',
    ...papers.flatMap((paper) => [
      `• ${paper.title}`,
      ...paper.paragraphs.map((paragraph) => `  ${paragraph}`),
      `  • ${paper.authors} authors`,
      `  · ${paper.date}`,
      '',
    ]),
  ],
  'angle-links': renderAngleLinks,
};

function renderLynx(papers: readonly KnownPaper[]): readonly string[] {
  const targets: string[] = [];
  const mark = (url: string): string => `[${targets.push(url)}]`;
  const body = [
    `   ${mark(`${SITE}/`)}Hugging Face's logo Hugging Face`,
    '',
    ...NAVIGATION.map((word) => `     * ${mark(`${SITE}/${word.toLowerCase()}`)}${word}`),
    '',
    ...INVITATION.map((line) => `   ${line}`),
    `   ${mark(`${SITE}/login?next=%2Fpapers`)}Subscribe`,
    '',
    'Daily Papers',
    '',
    `by ${mark(`${SITE}/akhaliq`)}AK and the research community`,
    '',
    ...papers.flatMap((paper, i) => [
      `   ${mark(paperUrl(paper))}`,
      '   Submitted by',
      `   reader-${i}`,
      `   ${mark(`${SITE}/login?next=%2Fpapers%2F${paper.arxivId}`)} [ ] ${paper.upvotes}`,
      '',
      ...wrap(`${mark(paperUrl(paper))}${paper.title}`, 72),
      '',
      ...paper.paragraphs.flatMap((paragraph) => [...wrap(paragraph, 72).map((line) => `   ${line}`), '']),
      '     * ',
      `     * ${paper.authors} authors`,
      '',
      `   · ${paper.date}`,
      '',
    ]),
    ...FOOTER.map((word) => `   ${mark(`${SITE}/${word.toLowerCase()}`)}${word}`),
    '',
  ];
  return [
    ...body,
    'References',
    '',
    '   Visible links:',
    ...targets.map((url, i) => `${String(i + 1).padStart(4)}. ${url}`),
  ];
}
