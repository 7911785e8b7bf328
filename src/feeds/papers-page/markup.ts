import type { PaperLink } from '../../papers/paper.ts';

/** A line with its Markdown taken off. */
export interface PlainLine {
  readonly text: string;
  /** The line began with `#` signs or a list of them is open: its text is a heading. */
  readonly heading: boolean;
  /** The targets of its links, images left out. */
  readonly urls: readonly string[];
  /** A link was opened and not closed: the text goes on in the next line. */
  readonly open: boolean;
}

const IMAGE =
  /!\[[^\]]*\](?:\([^)]*\))?|\[(?:图片|圖片|画像|이미지|image|img|imagen|bild|immagine|imagem|изображение|[^\s\]:：]{1,12})[:：][^\]]*\](?!\()/giu;
const EMPTY_LINK = /\[\s*\]\([^)\s]*\)/g;
const LINK = /\[([^[\]]*(?:\[[^[\]]*\][^[\]]*)*)\]\((https?:\/\/[^)\s]*)\)/g;
const UNOPENED_LINK = /^([^[\]]*)\]\((https?:\/\/[^)\s]*)\)/;
const BARE_URL = /^https?:\/\/\S+$/;

/** Takes Markdown (headings, list marks, links, images, emphasis) off one line; plain lines pass as they are. */
export function stripMarkup(line: string): PlainLine {
  if (BARE_URL.test(line)) return { text: '', heading: false, urls: [line], open: false };
  const heading = /^#{1,6} /.test(line);
  let text = line.replace(/^#{1,6} +/, '').replace(/^(?:[-*+]|\d+\.) +(?=[[!])/, '');
  const urls: string[] = [];
  text = text.replace(IMAGE, '').replace(EMPTY_LINK, '');
  text = text.replace(LINK, (_, label: string, url: string) => take(urls, url, label));
  text = text.replace(UNOPENED_LINK, (_, label: string, url: string) => take(urls, url, label));
  const open = /^\[[^\]]*$/.test(text);
  if (open) text = text.slice(1);
  return { text: unwrapEmphasis(text).trim(), heading, urls, open };
}

/** The arXiv id a URL of Hugging Face or arXiv names, without version. */
export function arxivIdOf(url: string): string | undefined {
  const m =
    /^https?:\/\/(?:www\.)?(?:huggingface\.co\/papers|hf\.co\/papers|arxiv\.org\/(?:abs|pdf|html))\/((?:\d{4}\.\d{4,5})|(?:[a-z-]+(?:\.[A-Z]{2})?\/\d{7}))(?:v\d+)?(?:\.pdf)?(?:[/?#].*)?$/.exec(
      url,
    );
  return m?.[1];
}

/** The link as a fact of the paper, where its URL is a code repository. */
export function codeLinkOf(url: string): PaperLink | undefined {
  return /^https?:\/\/(?:www\.)?(?:github|gitlab)\.com\/[\w.-]+\/[\w.-]+/.test(url) ? { kind: 'code', url } : undefined;
}

function take(urls: string[], url: string, label: string): string {
  urls.push(url);
  return label;
}

function unwrapEmphasis(text: string): string {
  return text.replace(/^(\*\*|__)(.+)\1$/, '$2');
}
