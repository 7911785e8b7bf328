import type { Model } from '../../src/core/model.ts';

/** A model that answers by the title of the paper it is asked about, and what it was asked. */
export function fakeModel(answerFor: (title: string) => string = sayTitle): { model: Model; asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    model: {
      name: 'fake',
      async complete({ user }) {
        const { title }: { title: string } = JSON.parse(user);
        asked.push(title);
        return { text: answerFor(title) };
      },
    },
  };
}

function sayTitle(title: string): string {
  return JSON.stringify({ tldr: `A test of ${title}.` });
}
