import { canonicalIds } from './identity.ts';

/** An id of arXiv, new or old: https://info.arxiv.org/help/arxiv_identifier.html. */
const ARXIV_ID = /^(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?\/\d{7})(?:v\d+)?$/i;
/** A paper's page or file on arXiv, the sites that show arXiv's papers under its ids, and Hugging Face. */
const ARXIV_LINK =
  /^(?:(?:(?:www|export|browse)\.)?arxiv\.org\/(?:abs|pdf|html|format|src|e-print)|(?:www\.)?alphaxiv\.org\/(?:abs|pdf)|(?:www\.)?(?:huggingface\.co|hf\.co)\/papers)\/(.+)$/i;
const DOI_LINK = /^(?:www\.|dx\.)?doi\.org\/(10\..+)$/i;
/** A DOI: https://www.doi.org/doi-handbook/HTML/doi-name-syntax.html. */
const DOI = /^(?:doi:\s*)?(10\.\d{4,9}\/\S+)$/i;
/** The id of a paper that is known by its title alone. */
const TITLE_ID = /^title:[\da-f]{20}(?:-[\da-f]+)*$/;

/**
 * The name by which the library knows the paper that a reference gives by an id or a link (`arxiv:…`, `doi:…`, `title:…`);
 * nothing where it is no id, but words.
 */
export function nameOf(reference: string): string | undefined {
  const text = reference.trim().replace(/^<(.*)>$/s, '$1');
  const url = text.replace(/^https?:\/\//i, '').replace(/[?#].*$/s, '');
  const onPage = ARXIV_LINK.exec(url)?.[1]?.replace(/(?:\.pdf)?\/*$/i, '');
  const doi = DOI_LINK.exec(url)?.[1] ?? DOI.exec(text)?.[1];
  if (doi !== undefined) return byId(undefined, decode(doi));
  const bare = onPage ?? text.replace(/^arxiv:\s*/i, '').replace(/\s*\[[\w.-]+\]$/, '');
  if (ARXIV_ID.test(bare)) return byId(bare, undefined);
  return TITLE_ID.test(text) ? text : undefined;
}

function byId(arxivId: string | undefined, doi: string | undefined): string {
  const ids = canonicalIds(arxivId, doi);
  return ids.arxivId === undefined ? `doi:${ids.doi}` : `arxiv:${ids.arxivId}`;
}

function decode(doi: string): string {
  try {
    return decodeURIComponent(doi);
  } catch {
    return doi;
  }
}
