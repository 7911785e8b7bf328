import type { RenderedPart, ThreadMessage, Threads, ThreadView } from '../../src/platform.ts';
import { fakePlatform, type FakePlatform } from './platform.ts';

/** One thread that a fake platform holds; what is in it may be changed. */
export interface FakeThread {
  readonly id: string;
  readonly channel: string;
  readonly marker: string;
  readonly name: string;
  /** Of people. */
  readonly messages: ThreadMessage[];
  isLocked: boolean;
  isPrivate: boolean;
  readonly isByInvitation?: boolean;
}

/** A platform with threads, which are a list that is there to be read. */
export interface ThreadedPlatform extends FakePlatform {
  readonly threads: Threads;
  readonly opened: FakeThread[];
}

/** A platform whose threads are opened once for each marker, but for what is given; a thread that is taken out is gone. */
export function threadedPlatform(given: Partial<FakePlatform> = {}, threads: Partial<Threads> = {}): ThreadedPlatform {
  const opened: FakeThread[] = [];
  const platform = fakePlatform({ render: renderText, ...given });
  let count = 0;
  return {
    ...platform,
    opened,
    threads: {
      async open(channel, { name, post, marker }) {
        const known = opened.find((thread) => thread.marker === marker);
        if (known !== undefined) return toView(known);
        count += 1;
        const thread = openThread(channel, { id: `${channel}.t${count}`, name, marker });
        opened.push(thread);
        await platform.post(channel, post.title, marker);
        return toView(thread);
      },
      async look(id) {
        const thread = opened.find((candidate) => candidate.id === id);
        return thread && toView(thread);
      },
      read: async (id, limit) => opened.find((thread) => thread.id === id)?.messages.slice(-limit) ?? [],
      ...threads,
    },
  };
}

/** A thread that people have opened. */
export function openThread(
  channel: string,
  { id, name = '', marker = '', isByInvitation = false }: Pick<FakeThread, 'id'> & Partial<FakeThread>,
): FakeThread {
  return { id, channel, name, marker, messages: [], isLocked: false, isPrivate: isByInvitation, isByInvitation };
}

/** A part for each section: its heading, text and titles; the footer last. */
function renderText({ title, sections, footer }: Parameters<FakePlatform['render']>[0]): readonly RenderedPart[] {
  const parts = sections.map(({ heading = title, text = '', cards = [] }) =>
    [heading, text, ...cards.map((card) => `${card.title}; ${card.tldr}`)].filter(Boolean).join(': '),
  );
  return [...parts, ...(footer === undefined ? [] : [footer])].map((body) => ({ body, papers: [] }));
}

function toView({ id, channel, isPrivate, isByInvitation = false, isLocked }: FakeThread): ThreadView {
  return { thread: id, channel, url: `https://chat.example/${id}`, isPrivate, isByInvitation, isLocked };
}
