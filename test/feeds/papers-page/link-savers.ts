import type { KnownPaper } from './pages.ts';
import { FOOTER, INVITATION, NAVIGATION, paperUrl, SITE, wrap } from './saver-words.ts';

/** As a reader service writes Markdown, with a preamble and images named. */
export function renderReader(papers: readonly KnownPaper[]): readonly string[] {
  return [
    'Title: Daily Papers - Hugging Face',
    '',
    `URL Source: ${SITE}/papers/date/2025-07-14`,
    '',
    'Markdown Content:',
    'Daily Papers - Hugging Face',
    '===============',
    '',
    `[![Image 1: Hugging Face's logo](${SITE}/logo.svg) Hugging Face](${SITE}/)`,
    '',
    ...NAVIGATION.map((word) => `*   [${word}](${SITE}/${word.toLowerCase()})`),
    '',
    '* * *',
    '',
    ...INVITATION,
    '',
    `[Subscribe](${SITE}/login?next=%2Fpapers)`,
    '',
    'Daily Papers',
    '============',
    '',
    `by [![Image 2: Avatar](${SITE}/a.png)AK](${SITE}/akhaliq) and the research community`,
    '',
    ...papers.flatMap((paper, i) => [
      `[![Image ${2 * i + 3}](${SITE}/thumbnails/${paper.arxivId}.png)](${paperUrl(paper)})`,
      '',
      `Submitted by ![Image ${2 * i + 4}](${SITE}/b.png) reader-${i}`,
      '',
      `[${paper.upvotes + 1}](${SITE}/login?next=%2Fpapers%2F${paper.arxivId})`,
      '',
      `### [${paper.title}](${paperUrl(paper)})`,
      '',
      ...paper.paragraphs.flatMap((paragraph) => [paragraph, '']),
      `*   ![Image 9: avatar](${SITE}/c.png)`,
      '*   ·',
      `*   ${paper.authors} authors`,
      '',
      ...(paper.comments > 0 ? [`[${paper.comments}](${paperUrl(paper)}#community)`, ''] : []),
    ]),
    ...FOOTER.map((word) => `[${word}](${SITE}/${word.toLowerCase()})`),
  ];
}

/** As html2text writes Markdown, with relative links. */
export function renderHtml2text(papers: readonly KnownPaper[]): readonly string[] {
  return [
    `[ ![Hugging Face's logo](/front/assets/logo.svg) Hugging Face ](/)`,
    '',
    ...NAVIGATION.map((word) => `  * [ ${word}](/${word.toLowerCase()})`),
    '  * * * *',
    '',
    ...INVITATION,
    '',
    '[ Subscribe ](/login?next=%2Fpapers)',
    '',
    '#  Trending Papers',
    '',
    '##  by[ ![](https://cdn.example/a.png) AK](/akhaliq) and the research community',
    '',
    ...papers.flatMap((paper) => [
      `[ ](/papers/${paper.arxivId})`,
      '',
      'Submitted by ![](/avatars/x.svg) reader',
      '',
      `###  [ ${paper.title} ](/papers/${paper.arxivId})`,
      '',
      ...paper.paragraphs.flatMap((paragraph) => [paragraph, '']),
      `  * ![](/avatars/x.svg)`,
      `  * ${paper.authors} authors`,
      '',
      `· ${paper.date}`,
      '',
      `[ __ Upvote  ${paper.upvotes} ](/login?next=%2Fpapers%2F${paper.arxivId})`,
      '',
      `[ GitHub 3.1k](https://github.com/deep-lab/p${paper.arxivId.replace('.', '')}) [ arXiv Page](https://arxiv.org/abs/${paper.arxivId})`,
      '',
    ]),
    FOOTER.map((word) => `[${word}](/${word.toLowerCase()})`).join(' '),
  ];
}

/** As pandoc writes Markdown, with fences and attributes. */
export function renderPandoc(papers: readonly KnownPaper[]): readonly string[] {
  return [
    '::: {.flex .min-h-dvh .flex-col}',
    ...INVITATION,
    '[Subscribe](/login?next=%2Fpapers){.btn}',
    ':::',
    '',
    '# [Trending Papers](/papers/trending){.text-xl} {#trending .mb-2}',
    '',
    ...papers.flatMap((paper) => [
      '::: {.relative .flex}',
      `### [${paper.title}](/papers/${paper.arxivId}){.line-clamp-3 .peer} {.mb-1}`,
      ':::',
      '',
      ...paper.paragraphs.flatMap((paragraph) => [...wrap(paragraph, 72), '']),
      `-   ${paper.authors} authors`,
      '',
      `· ${paper.date}`,
      '',
      '[]{.icon}',
      `Upvote\\`,
      String(paper.upvotes),
      '',
      '::::: footer',
      ':::::',
      '',
    ]),
  ];
}

/** As browsers save text, each link behind its text. */
export function renderAngleLinks(papers: readonly KnownPaper[]): readonly string[] {
  return [
    `Hugging Face's logo Hugging Face <${SITE}/>`,
    '',
    ...NAVIGATION.map((word) => `  * Models <${SITE}/${word.toLowerCase()}>`),
    '',
    ...INVITATION,
    `Subscribe <${SITE}/login?next=%2Fpapers>`,
    '',
    '',
    '  Trending Papers',
    '',
    '',
    `    by AK <${SITE}/akhaliq> and the research community`,
    '',
    ...papers.flatMap((paper) => [
      `<${paperUrl(paper)}>`,
      'Submitted by',
      'reader',
      '',
      '',
      `      ${paper.title} <${paperUrl(paper)}>`,
      '',
      ...paper.paragraphs.flatMap((paragraph) => [paragraph, '']),
      `  * ${paper.authors} authors`,
      '',
      `· Published on ${paper.date}`,
      '',
      `Upvote`,
      `${paper.upvotes} <${SITE}/login?next=%2Fpapers%2F${paper.arxivId}>`,
      `arXiv Page <https://arxiv.org/abs/${paper.arxivId}>`,
      '',
    ]),
  ];
}
