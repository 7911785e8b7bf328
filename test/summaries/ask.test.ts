import { describe, expect, test } from 'vitest';
import { StoreError, SummaryError, type PaperboyError } from '../../src/core/errors.ts';
import type { Model, ModelRequest } from '../../src/core/model.ts';
import { askForGrounded } from '../../src/summaries/ask.ts';
import { summarizePaper } from '../../src/summaries/summarize.ts';

const source = {
  title: 'A Light Trap',
  abstract: 'Moths matter. We propose a light trap that counts 40 moths an hour.',
};
const good = { kind: 'result', text: 'It counts 40 moths an hour.', quote: 'counts 40 moths an hour' };
const bad = { kind: 'result', text: 'It counts 90 moths an hour.', quote: 'counts 40 moths an hour' };

const say = (tldr: string, ...points: readonly object[]): string =>
  JSON.stringify({ tldr, tldrQuote: 'a light trap that counts 40 moths', points, keywords: [] });

const sound = 'A light trap counts moths.';
const unsound = 'A light trap counts 7 moths.';

/** A model that gives these answers, one after the other. */
function modelThat(...answers: readonly (string | PaperboyError)[]): { model: Model; asked: ModelRequest[] } {
  const asked: ModelRequest[] = [];
  return {
    asked,
    model: {
      name: 'fake',
      async complete(request) {
        const answer = answers[asked.length] ?? new Error('nobody expected that call');
        asked.push(request);
        if (typeof answer !== 'string') throw answer;
        return { text: answer };
      },
    },
  };
}

describe('an answer', () => {
  test('without faults is asked for once', async () => {
    const { model, asked } = modelThat(say(sound, good));
    expect(await askForGrounded(source, model)).toMatchObject({
      summary: { tldr: sound },
      checked: 2,
      repaired: 0,
      dropped: 0,
    });
    expect(asked).toHaveLength(1);
  });

  test('with faults is asked for once more, with each of them named, after the very words of the first call', async () => {
    const { model, asked } = modelThat(say(sound, bad), say(sound, good));
    expect(await askForGrounded(source, model)).toMatchObject({
      summary: { tldr: sound, points: [good] },
      checked: 2,
      repaired: 1,
      dropped: 0,
    });
    const [first, second] = asked;
    expect(second).toEqual({
      ...first,
      repair: { answer: say(sound, bad), faults: expect.stringContaining('90 moths') },
    });
  });

  test('that still has faults loses what is not grounded', async () => {
    const { model } = modelThat(say(sound, bad, good), say(sound, bad, good));
    expect(await askForGrounded(source, model)).toMatchObject({
      summary: { points: [good] },
      checked: 3,
      repaired: 0,
      dropped: 1,
    });
  });

  test('that is worse the second time is forgotten', async () => {
    const { model } = modelThat(say(sound, bad), say(unsound, good));
    expect(await askForGrounded(source, model)).toMatchObject({ summary: { tldr: sound, points: [] }, dropped: 1 });
  });

  test('is none where the tldr is grounded neither time', async () => {
    const { model, asked } = modelThat(say(unsound), say(unsound));
    expect(await askForGrounded(source, model)).toEqual({ checked: 1, repaired: 0, dropped: 1 });
    expect(asked).toHaveLength(2);
  });
});

describe('a call', () => {
  test('that cannot be read is made once more', async () => {
    const { model, asked } = modelThat('moths!', say(sound));
    expect(await askForGrounded(source, model)).toMatchObject({ summary: { tldr: sound } });
    expect(asked[1]?.repair?.faults).toContain('no JSON object');
    await expect(askForGrounded(source, modelThat('moths!', 'moths!').model)).rejects.toMatchObject({
      code: 'model-answer',
    });
  });

  test('that fails is not made again; the second may fail, and the first answer stands', async () => {
    const busy = new SummaryError('model-busy', 'later');
    await expect(askForGrounded(source, modelThat(busy).model)).rejects.toBe(busy);
    expect(await askForGrounded(source, modelThat(say(sound, bad), busy).model)).toMatchObject({
      summary: { tldr: sound, points: [] },
      dropped: 1,
    });
  });

  test('whose cost could not be counted is a fault of the store, the second too', async () => {
    const full = new StoreError('store-full', 'The disk is full.');
    await expect(askForGrounded(source, modelThat(full).model)).rejects.toBe(full);
    await expect(askForGrounded(source, modelThat(say(sound, bad), full).model)).rejects.toBe(full);
    const paper = { title: source.title, abstract: source.abstract };
    await expect(summarizePaper(paper, modelThat(full).model)).rejects.toBe(full);
  });
});
