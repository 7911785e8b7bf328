import type { Services } from '../../src/command.ts';
import type { Card } from '../../src/platform.ts';

/** Services of an empty bot, but for what is given. */
export function fakeServices(given: Partial<Services> = {}): Services {
  return {
    commands: [],
    search: async () => [],
    latest: async () => [],
    previewDigest: async (channel) => ({ title: channel, sections: [] }),
    topics: async () => [],
    previewTopic: async (query) => ({ query, matched: 0, total: 0, perWeek: 0, examples: [] }),
    ...given,
  };
}

/** So many cards, numbered from 1. */
export function fakeCards(count: number): readonly Card[] {
  return Array.from({ length: count }, (_, i) => ({
    id: `title:${i + 1}`,
    title: `Paper ${i + 1}`,
    tldr: '',
    rung: 'sentence',
    topics: [],
    why: [],
  }));
}
