import { defineCommand, type Reply } from '../src/command.ts';
import { count } from '../src/core/wording.ts';

const PREVIEW_NOTE = 'A preview: nothing is marked as read, and the digest still comes at its time.';

/** Shows what the channel's next digest would hold, or posts it now. */
export const digest = defineCommand({
  name: 'digest',
  description: "Preview this channel's next digest, or post it now",
  options: [
    {
      name: 'when',
      description: 'preview it for you, or post it here now; without it, a preview',
      type: 'choice',
      choices: ['preview', 'now'],
    },
  ],
  examples: ['digest', 'digest now'],
  changesChannel: ({ when }) => when === 'now',
  async run({ options, ...caller }, services) {
    if (options.when === 'now') return sayPosted(await services.postDigest(caller));
    const post = await services.previewDigest(caller);
    if (!post.sections.some((section) => section.cards?.length)) return sayNothing('Nothing new for this channel yet');
    return {
      ...post,
      footer: post.footer === undefined ? PREVIEW_NOTE : `${post.footer}\n${PREVIEW_NOTE}`,
      isShareable: true,
      buttons: [{ label: 'Post it now', command: 'digest', options: { when: 'now' }, how: 'answer' }],
    };
  },
});

function sayPosted(papers: number): Reply {
  if (papers === 0) return { ...sayNothing('Nothing new to post'), isPublic: true };
  const text = 'The next one comes at its time, with what is new by then.';
  return { title: `Posted the digest, with ${count(papers, 'paper')}`, sections: [{ text }], isPublic: true };
}

function sayNothing(title: string): Reply {
  const text = 'Papers that match its topics gather here until the next digest; "latest" shows whatever came in.';
  return { title, sections: [{ text }] };
}
