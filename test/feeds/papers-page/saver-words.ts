import type { KnownPaper } from './pages.ts';

/** The site. */
export const SITE = 'https://huggingface.co';
/** Its menu. */
export const NAVIGATION = ['Models', 'Datasets', 'Spaces', 'Community', 'Docs', 'Enterprise', 'Pricing'];
/** Its foot. */
export const FOOTER = ['Company', 'TOS', 'Privacy', 'About', 'Careers', 'Website'];
/** How each page begins. */
export const INVITATION = [
  'new',
  'Get trending papers in your email inbox once a day!',
  'Get trending papers in your email inbox!',
];

/** The page of one paper. */
export function paperUrl(paper: KnownPaper): string {
  return `${SITE}/papers/${paper.arxivId}`;
}

/** Breaks a text at spaces. */
export function wrap(text: string, width: number): readonly string[] {
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
