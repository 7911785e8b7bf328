/** The day a paper was published, as exactly as its source prints it. */
export interface PaperDate {
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly day: number;
  /** Four digits; printed by the source, or the smallest that fits when `inferred` is set. */
  readonly year: number;
  /** Set when the source printed no year. Such a year is for display only and decides nothing. */
  readonly inferred?: true;
}

/** A link that belongs to a paper. */
export interface PaperLink {
  readonly kind: 'code' | 'project' | 'paper';
  /** An absolute http(s) URL. */
  readonly url: string;
}

/** A paper as one feed shows it at one time: what a feed yields, before it is known whether the paper is new. */
export interface Sighting {
  /** One line, white space folded. */
  readonly title: string;
  /** The arXiv id without version, such as `2406.04331` or `hep-th/9901001`. */
  readonly arxivId?: string;
  /** The DOI without resolver, such as `10.1145/3292500`. */
  readonly doi?: string;
  /** The authors' words; paragraphs are separated by one empty line. */
  readonly abstract?: string;
  /** The feed's own one-line summary. */
  readonly blurb?: string;
  readonly authors?: readonly string[];
  /** How many authors there are, where the feed prints only the number. */
  readonly authorCount?: number;
  readonly organization?: string;
  readonly published?: PaperDate;
  readonly upvotes?: number;
  readonly comments?: number;
  readonly links?: readonly PaperLink[];
  /** The 1-based line of the source that the title stands on. */
  readonly line?: number;
}

/** A paper of the library. */
export interface Paper extends Omit<Sighting, 'line' | 'links'> {
  /** `arxiv:2406.04331`, `doi:10.1145/3292500` or `title:` and a hash; fixed at first sight. */
  readonly id: string;
  readonly links: readonly PaperLink[];
}

/** The page a reader should land on: Hugging Face for an arXiv id, the DOI resolver, or none where no id is known. */
export function paperUrl(paper: Pick<Paper, 'arxivId' | 'doi'>): string | undefined {
  if (paper.arxivId !== undefined) return `https://huggingface.co/papers/${paper.arxivId}`;
  if (paper.doi !== undefined) return `https://doi.org/${paper.doi}`;
  return undefined;
}
