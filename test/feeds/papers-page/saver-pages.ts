import type { KnownPaper } from './pages.ts';

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

const SITE = 'https://huggingface.co';
const NAVIGATION = ['Models', 'Datasets', 'Spaces', 'Community', 'Docs', 'Enterprise', 'Pricing'];
const FOOTER = ['Company', 'TOS', 'Privacy', 'About', 'Careers', 'Website'];
const INVITATION = ['new', 'Get trending papers in your email inbox once a day!', 'Get trending papers in your email inbox!'];

/** Writes a page as one tool would: the lines without their ends. */
export function renderSaverPage(shape: SaverShape, papers: readonly KnownPaper[]): readonly string[] {
  return SAVERS[shape](papers);
}

const SAVERS: Readonly<Record<SaverShape, (papers: readonly KnownPaper[]) => readonly string[]>> = {
  copied: (papers) => [
    'Hugging Face', ...NAVIGATION, '', 'Log In', 'Sign Up', ...INVITATION, 'Subscribe', 'Daily Papers', 'by ', 'AK',
    ' and the research community', '', 'Daily', 'Weekly', 'Monthly', '', 'Jul 14', '',
    ...papers.flatMap((paper, i) => [
      'Submitted by', ' ', `reader-${i}`, '', String(paper.upvotes + 1), paper.title, '·', `${paper.authors} authors`,
      ...(paper.comments > 0 ? [String(paper.comments)] : []),
    ]),
    'Previous', 'Jul 14', 'Next', 'System theme', ...FOOTER, 'Models', 'Datasets', 'Spaces', 'Pricing', 'Docs',
  ],
  'copied-trending': (papers) => [
    ...INVITATION, 'Subscribe', 'Trending Papers', 'byAK and the research community', 'Submitted by',
    ...papers.flatMap((paper, i) => [
      ...(i === 0 ? [] : ['Submitted by']), `reader${i}`, paper.title, ...paper.paragraphs, 'Deep Lab', '·', `Published on ${paper.date}`,
      'Upvote', String(paper.upvotes), 'GitHub', '1.2k', 'arXiv Page',
    ]),
    `© 2025 Hugging Face`, ...FOOTER,
  ],
  reader: (papers) => [
    'Title: Daily Papers - Hugging Face', '', `URL Source: ${SITE}/papers/date/2025-07-14`, '', 'Markdown Content:',
    'Daily Papers - Hugging Face', '===============', '', `[![Image 1: Hugging Face's logo](${SITE}/logo.svg) Hugging Face](${SITE}/)`, '',
    ...NAVIGATION.map((word) => `*   [${word}](${SITE}/${word.toLowerCase()})`), '', '* * *', '', ...INVITATION, '',
    `[Subscribe](${SITE}/login?next=%2Fpapers)`, '', 'Daily Papers', '============', '', `by [![Image 2: Avatar](${SITE}/a.png)AK](${SITE}/akhaliq) and the research community`, '',
    ...papers.flatMap((paper, i) => [
      `[![Image ${2 * i + 3}](${SITE}/thumbnails/${paper.arxivId}.png)](${paperUrl(paper)})`, '', `Submitted by ![Image ${2 * i + 4}](${SITE}/b.png) reader-${i}`, '',
      `[${paper.upvotes + 1}](${SITE}/login?next=%2Fpapers%2F${paper.arxivId})`, '', `### [${paper.title}](${paperUrl(paper)})`, '',
      ...paper.paragraphs.flatMap((paragraph) => [paragraph, '']),
      `*   ![Image 9: avatar](${SITE}/c.png)`, '*   ·', `*   ${paper.authors} authors`, '',
      ...(paper.comments > 0 ? [`[${paper.comments}](${paperUrl(paper)}#community)`, ''] : []),
    ]),
    ...FOOTER.map((word) => `[${word}](${SITE}/${word.toLowerCase()})`),
  ],
  lynx: renderLynx,
  w3m: (papers) => [
    '[huggingfac] Hugging Face', '', ...NAVIGATION.map((word) => `  • ${word}`), '', ...INVITATION, 'Subscribe', '', 'Daily Papers', '', 'by AK and the research community', '',
    'Daily Weekly Monthly', 'Jul 14', '',
    ...papers.flatMap((paper) => [
      ...wrap(paper.title, 76), '', ...paper.paragraphs.flatMap((paragraph) => [...wrap(paragraph, 76), '']), '  • ', `  • ${paper.authors} authors`, `· ${paper.date}`, '',
    ]),
    ...FOOTER,
  ],
  html2text: (papers) => [
    `[ ![Hugging Face's logo](/front/assets/logo.svg) Hugging Face ](/)`, '', ...NAVIGATION.map((word) => `  * [ ${word}](/${word.toLowerCase()})`), '  * * * *', '', ...INVITATION, '',
    '[ Subscribe ](/login?next=%2Fpapers)', '', '#  Trending Papers', '', '##  by[ ![](https://cdn.example/a.png) AK](/akhaliq) and the research community', '',
    ...papers.flatMap((paper) => [
      `[ ](/papers/${paper.arxivId})`, '', 'Submitted by ![](/avatars/x.svg) reader', '', `###  [ ${paper.title} ](/papers/${paper.arxivId})`, '',
      ...paper.paragraphs.flatMap((paragraph) => [paragraph, '']),
      `  * ![](/avatars/x.svg)`, `  * ${paper.authors} authors`, '', `· ${paper.date}`, '', `[ __ Upvote  ${paper.upvotes} ](/login?next=%2Fpapers%2F${paper.arxivId})`, '',
      `[ GitHub 3.1k](https://github.com/deep-lab/p${paper.arxivId.replace('.', '')}) [ arXiv Page](https://arxiv.org/abs/${paper.arxivId})`, '',
    ]),
    FOOTER.map((word) => `[${word}](/${word.toLowerCase()})`).join(' '),
  ],
  pandoc: (papers) => [
    '::: {.flex .min-h-dvh .flex-col}', ...INVITATION, '[Subscribe](/login?next=%2Fpapers){.btn}', ':::', '', '# [Trending Papers](/papers/trending){.text-xl} {#trending .mb-2}', '',
    ...papers.flatMap((paper) => [
      '::: {.relative .flex}', `### [${paper.title}](/papers/${paper.arxivId}){.line-clamp-3 .peer} {.mb-1}`, ':::', '',
      ...paper.paragraphs.flatMap((paragraph) => [...wrap(paragraph, 72), '']),
      `-   ${paper.authors} authors`, '', `· ${paper.date}`, '', '[]{.icon}', `Upvote\\`, String(paper.upvotes), '', '::::: footer', ':::::', '',
    ]),
  ],
  bullets: (papers) => [
    ...INVITATION, 'Daily Papers', '', ...papers.flatMap((paper) => [`• ${paper.title}`, ...paper.paragraphs.map((paragraph) => `  ${paragraph}`), `  • ${paper.authors} authors`, `  · ${paper.date}`, '']),
  ],
  'angle-links': (papers) => [
    `Hugging Face's logo Hugging Face <${SITE}/>`, '', ...NAVIGATION.map((word) => `  * Models <${SITE}/${word.toLowerCase()}>`), '', ...INVITATION, `Subscribe <${SITE}/login?next=%2Fpapers>`, '', '',
    '  Trending Papers', '', '', `    by AK <${SITE}/akhaliq> and the research community`, '',
    ...papers.flatMap((paper) => [
      `<${paperUrl(paper)}>`, 'Submitted by', 'reader', '', '', `      ${paper.title} <${paperUrl(paper)}>`, '', ...paper.paragraphs.flatMap((paragraph) => [paragraph, '']),
      `  * ${paper.authors} authors`, '', `· Published on ${paper.date}`, '', `Upvote`, `${paper.upvotes} <${SITE}/login?next=%2Fpapers%2F${paper.arxivId}>`, `arXiv Page <https://arxiv.org/abs/${paper.arxivId}>`, '',
    ]),
  ],
};

function renderLynx(papers: readonly KnownPaper[]): readonly string[] {
  const targets: string[] = [];
  const mark = (url: string): string => `[${targets.push(url)}]`;
  const body = [
    `   ${mark(`${SITE}/`)}Hugging Face's logo Hugging Face`, '', ...NAVIGATION.map((word) => `     * ${mark(`${SITE}/${word.toLowerCase()}`)}${word}`), '',
    ...INVITATION.map((line) => `   ${line}`), `   ${mark(`${SITE}/login?next=%2Fpapers`)}Subscribe`, '', 'Daily Papers', '', `by ${mark(`${SITE}/akhaliq`)}AK and the research community`, '',
    ...papers.flatMap((paper, i) => [
      `   ${mark(paperUrl(paper))}`, '   Submitted by', `   reader-${i}`, `   ${mark(`${SITE}/login?next=%2Fpapers%2F${paper.arxivId}`)} [ ] ${paper.upvotes}`, '',
      ...wrap(`${mark(paperUrl(paper))}${paper.title}`, 72), '', ...paper.paragraphs.flatMap((paragraph) => [...wrap(paragraph, 72).map((line) => `   ${line}`), '']),
      '     * ', `     * ${paper.authors} authors`, '', `   · ${paper.date}`, '',
    ]),
    ...FOOTER.map((word) => `   ${mark(`${SITE}/${word.toLowerCase()}`)}${word}`), '',
  ];
  return [...body, 'References', '', '   Visible links:', ...targets.map((url, i) => `${String(i + 1).padStart(4)}. ${url}`)];
}

function paperUrl(paper: KnownPaper): string {
  return `${SITE}/papers/${paper.arxivId}`;
}

function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
