import { paperSections } from '../command/paper-sections.ts';
import type { PaperView, ThreadSettings } from '../command/services.ts';
import type { Post } from '../platform.ts';

/** What the thread hangs on, in the channel: all else stands in the thread. */
export function toOpeningPost({ card }: PaperView): Post {
  const { points: _points, ...short } = card;
  return { title: 'Let us talk about this paper', sections: [{ cards: [short] }] };
}

/** What the thread begins with; `unread` is what the platform says where it does not give what people say to each other. */
export function toFirstPost(view: PaperView, settings: ThreadSettings, unread: string | undefined): Post {
  return {
    title: 'About this paper',
    sections: paperSections(view),
    footer: describeAnswers(settings, unread),
  };
}

/** How one asks in a thread, in a sentence or two. */
function describeAnswers({ answers }: ThreadSettings, unread: string | undefined): string {
  const mention = 'Mention me with a question about the paper, and I look for the answer in what is known of it.';
  if (answers === 'mentions') return mention;
  if (unread !== undefined) return `${mention} ${unread}`;
  return 'Ask a question about the paper, and I look for the answer in what is known of it.';
}
