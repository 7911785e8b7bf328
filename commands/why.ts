import type { Explanation } from '../src/command/services.ts';
import { defineCommand, type Button } from '../src/command.ts';
import { readText } from '../src/command/options.ts';
import { paperOption } from '../src/command/suggestions.ts';

/** Says why a paper reached the channel, or why not. */
export const why = defineCommand({
  name: 'why',
  description: 'Say why a paper is here, or why it did not reach this channel',
  options: [paperOption],
  examples: ['why 2406.04331'],
  async run({ options, ...caller }, services) {
    const explanation = await services.why(readText(options, 'paper'), caller);
    const { card, matches } = explanation;
    const text = matches.map(({ topic, why: words }) => `• ${topic}${nameWords(words)}`).join('\n');
    const buttons = listButtons(explanation);
    return {
      title: sayOutcome(explanation),
      sections: [{ cards: [card] }, ...(matches.length > 0 ? [{ heading: 'Topics that it fits', text }] : [])],
      isShareable: true,
      ...(buttons.length > 0 && { buttons }),
    };
  },
});

function sayOutcome({ outcome, mutedBy, matches }: Explanation): string {
  const sentences = {
    delivered: 'This paper was in a digest here',
    due: "This paper will be in this channel's next digest",
    capped: 'This paper fits, but its digest was full',
    muted: `This paper fits, but “${mutedBy ?? 'a word'}” is muted here`,
    early: `This paper came in before this channel followed ${matches.length > 1 ? 'its topics' : 'its topic'}`,
    unmatched: 'This paper fits no topic that this channel follows',
  } as const satisfies Record<Explanation['outcome'], string>;
  return sentences[outcome];
}

function nameWords(words: readonly string[]): string {
  return words.length === 0 ? '' : `, by ${words.map((word) => `“${word}”`).join(', ')}`;
}

function listButtons({ outcome, card }: Explanation): readonly Button[] {
  if (outcome === 'muted') return [{ label: 'What is muted', command: 'mute', options: {}, how: 'answer' }];
  if (outcome !== 'capped' && outcome !== 'early') return [];
  return [{ label: 'Show it in full', command: 'paper', options: { paper: card.id }, how: 'answer' }];
}
