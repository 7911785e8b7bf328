import { defineCommand } from '../src/command.ts';

const PREVIEW_NOTE = 'A preview: nothing is marked as read, and the digest still comes at its time.';

/** Shows what the channel's next digest would hold now; moves nothing. */
export const digest = defineCommand({
  name: 'digest',
  description: "Preview this channel's next digest",
  options: [],
  examples: ['digest'],
  async run({ channel }, services) {
    const post = await services.previewDigest(channel);
    if (!post.sections.some((section) => section.cards?.length)) {
      const text = 'Papers that match its topics gather here until the next digest; "latest" shows whatever came in.';
      return { title: 'Nothing new for this channel yet', sections: [{ text }] };
    }
    return { ...post, footer: post.footer === undefined ? PREVIEW_NOTE : `${post.footer}\n${PREVIEW_NOTE}` };
  },
});
