import type { Card, Post } from '../platform.ts';

/** The papers of one topic in a digest. */
export interface DigestSection {
  /** The topic's name. */
  readonly topic: string;
  /** Best first. */
  readonly cards: readonly Card[];
  /** How many further new papers matched but stand beyond the cap. */
  readonly more: number;
}

/** What one channel gets at one time: the papers of intakes after `from` up to `to` that match its topics. */
export interface Digest {
  readonly channel: string;
  readonly from: number;
  readonly to: number;
  /** In the order of the channel's topics, empty ones left out. */
  readonly sections: readonly DigestSection[];
  /** How many papers were new, matching or not. */
  readonly considered: number;
}

/** A digest as programs read it: one line of `paperboy digest --json`. */
export interface DigestLine {
  readonly channel: string;
  readonly from: number;
  readonly to: number;
  readonly sections: readonly {
    readonly topic: string;
    readonly papers: readonly Pick<Card, 'id' | 'title' | 'tldr' | 'rung' | 'url'>[];
    readonly more?: number;
  }[];
}

/** How many papers a digest shows. */
export function countCards(digest: Digest): number {
  return digest.sections.reduce((sum, { cards }) => sum + cards.length, 0);
}

/** The line programs read. */
export function toDigestLine({ channel, from, to, sections }: Digest): DigestLine {
  return {
    channel,
    from,
    to,
    sections: sections.map(({ topic, cards, more }) => ({
      topic,
      papers: cards.map(({ id, title, tldr, rung, url }) => ({
        id,
        title,
        tldr,
        rung,
        ...(url !== undefined && { url }),
      })),
      ...(more > 0 && { more }),
    })),
  };
}

/** The post people read. */
export function toPost(digest: Digest): Post {
  const shown = countCards(digest);
  const more = digest.sections.reduce((sum, section) => sum + section.more, 0);
  if (shown === 0) {
    const nothing =
      digest.considered === 0
        ? 'No new papers since the last digest.'
        : `${papers(digest.considered)} came in, none on your topics.`;
    return { title: 'Nothing new for you', sections: [{ text: nothing }] };
  }
  return {
    title: `${shown + more === 1 ? '1 new paper' : `${shown + more} new papers`} for you`,
    sections: digest.sections.map(({ topic, cards, more: hidden }) => ({
      heading: topic,
      cards,
      ...(hidden > 0 && { more: hidden }),
    })),
    footer: `${shown} of ${papers(digest.considered)} that came in${more > 0 ? `, ${more} more matched` : ''}.`,
  };
}

function papers(count: number): string {
  return count === 1 ? '1 paper' : `${count} papers`;
}
