import type { PaperLink } from '../../papers/paper.ts';

/** A line with its markup taken off. */
export interface PlainLine {
  readonly text: string;
  /** The line began with `#` signs: its text is a heading. */
  readonly heading: boolean;
  /** The targets of its links, images left out. */
  readonly urls: readonly string[];
  /** The targets of links that follow their text: `Title <https://…>`. */
  readonly urlsAfter: readonly string[];
  /** A link was opened and not closed: the text goes on in the next line. */
  readonly open: boolean;
}

const IMAGE_WORDS = '图片|圖片|画像|이미지|image|img|imagen|bild|afbeelding|immagine|imagem|изображение|obraz';
const IMAGE = new RegExp(
  `!\\[[^\\]]{0,400}\\](?:\\([^)]{0,2000}\\))?|\\[(?:${IMAGE_WORDS})(?: \\d+)?[:：][^\\]]{0,400}\\](?!\\()|(?:(?<=^\\[)|^(?=\\[[^\\]]{0,400}\\]$))\\[[^\\s\\]:：]{1,12}[:：][^\\]]{0,400}\\](?!\\()`,
  'giu',
);
/** Absolute, or relative to the site; a title in quotes may follow it. */
const TARGET = '<?(https?:\\/\\/[^)\\s>]*|\\/[^)\\s>]*)>?(?: "[^"]*")?';
const EMPTY_LINK = /\[\s*\]\([^)\s]*\)/g;
const LINK = new RegExp(`\\[([^[\\]]*(?:\\[[^[\\]]*\\][^[\\]]*)*)\\]\\(${TARGET}\\)`, 'g');
const UNOPENED_LINK = new RegExp(`^([^[\\]]*)\\]\\(${TARGET}\\)`);
const ANGLE_LINK = /\s?<(https?:\/\/[^>\s]+|\/papers\/[^>\s]+)>/g;
/** Pandoc's classes and identifiers. */
const ATTRIBUTES = /\{(?:[.#][\w:./-]+|[\w-]+="[^"]*")(?: (?:[.#][\w:./-]+|[\w-]+="[^"]*"))*\}/g;
/** What a line break leaves of them. */
const HALF_ATTRIBUTES = /\{\.[\w:./-]+(?: \.[\w:./-]+)*$|^(?:\.[\w:./-]+ ?)+\}/;
const BARE_URL = /^<?(https?:\/\/[^\s>]+)>?$/;
const ESCAPED = /\\([[\]_*])/g;

/** Takes markup (headings, list marks, links, images, emphasis, attributes) off one line; plain lines pass as they are. */
export function stripMarkup(line: string): PlainLine {
  const bare = BARE_URL.exec(line)?.[1];
  if (bare !== undefined) return { text: '', heading: false, urls: [bare], urlsAfter: [], open: false };
  const heading = /^#{1,6} /.test(line);
  const urls: string[] = [];
  const urlsAfter: string[] = [];
  const take = (_: string, label: string, url: string): string => {
    urls.push(url);
    return label;
  };
  let text = line.replace(/^#{1,6} +/, '').replace(/^(?:[-*+]|\d+\.) +(?=[[!])/, '');
  if (text.includes('{') || text.includes('}')) text = text.replace(ATTRIBUTES, '').replace(HALF_ATTRIBUTES, '');
  if (text.includes('[')) text = text.replace(IMAGE, '').replace(EMPTY_LINK, '');
  if (text.includes('](')) text = text.replace(LINK, take).replace(UNOPENED_LINK, take);
  if (text.includes('<'))
    text = text.replace(ANGLE_LINK, (_, url: string) => {
      urlsAfter.push(url);
      return '';
    });
  text = text.trim();
  const open = text.startsWith('[') && count(text, '[') > count(text, ']');
  if (open) text = text.slice(1);
  if (heading || urls.length > 0) text = text.replace(ESCAPED, '$1');
  return { text: unwrapEmphasis(text).trim(), heading, urls, urlsAfter, open };
}

/** The arXiv id, without version, that a URL of Hugging Face (also a relative one) or arXiv names. */
export function arxivIdOf(url: string): string | undefined {
  const m =
    /^(?:https?:\/\/(?:www\.)?(?:huggingface\.co\/papers|hf\.co\/papers|arxiv\.org\/(?:abs|pdf|html))|\/papers)\/((?:\d{4}\.\d{4,5})|(?:[a-z-]+(?:\.[A-Z]{2})?\/\d{7}))(?:v\d+)?(?:\.pdf)?(?:[/?#].*)?$/.exec(
      url,
    );
  return m?.[1];
}

/** The arXiv id of the paper that a vote button belongs to: it leads to the login page, and from there to the paper. */
export function votedIdOf(url: string): string | undefined {
  return /\/login\?next=%2Fpapers%2F(\d{4}\.\d{4,5})/.exec(url)?.[1];
}

/** The link as a fact of the paper, where its URL is a code repository. */
export function codeLinkOf(url: string): PaperLink | undefined {
  return /^https?:\/\/(?:www\.)?(?:github|gitlab)\.com\/[\w.-]+\/[\w.-]+/.test(url) ? { kind: 'code', url } : undefined;
}

function count(text: string, sign: string): number {
  return text.split(sign).length - 1;
}

function unwrapEmphasis(text: string): string {
  return text.replace(/^(\*\*|__)(?! )(.+)(?<! )\1$/, '$2');
}
