import type { Post } from '../platform.ts';
import type { PaperAnswer } from './answer.ts';

/** What can be asked, said to who mentions the bot without a word. */
export const WHAT_TO_ASK: Post = {
  title: 'Ask me about this paper',
  sections: [
    {
      text: 'Mention me with a question, such as “What data was it tested on?”; I look for the answer in what is known of it.',
    },
  ],
};

/** Said where the fault is ours. */
export const FAULT: Post = {
  title: 'That did not work',
  sections: [{ text: 'Something went wrong on our side. Please ask again in a moment.' }],
};

const RUNGS = { llm: 'AI answer', sentence: 'found in what is known of the paper, without AI' } as const;

/** An answer as it stands in the thread; `url` leads to the paper, `note` says why no model was asked. */
export function toAnswerPost(answer: PaperAnswer, url: string | undefined, note: string | undefined): Post {
  const { isTold, text, quotes, rung } = answer;
  const paragraphs = [
    ...(isTold ? [] : ['What is known of this paper does not tell; it may stand in the paper itself.']),
    ...(text.trim() === '' ? [] : [text]),
    ...quotes.map((quote) => `“${quote}”`),
    ...(url === undefined ? [] : [url]),
  ];
  return {
    title: toTitle(answer),
    sections: [{ text: paragraphs.join('\n') }],
    footer: [...(quotes.length > 0 || isTold ? [RUNGS[rung]] : []), ...(note === undefined ? [] : [note])].join('\n'),
  };
}

function toTitle({ isTold, rung }: PaperAnswer): string {
  if (!isTold) return 'I cannot tell';
  return rung === 'llm' ? 'What I found' : 'These sentences come nearest';
}
