import type { LLMock } from '@copilotkit/aimock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SummaryError } from '../../src/core/errors.ts';
import type { Model, ModelRequest } from '../../src/core/model.ts';
import { summarizePaper, summarizePapers } from '../../src/summaries/summarize.ts';
import type { Summary } from '../../src/summaries/summary.ts';
import { openMockModel } from '../fakes/mock-model.ts';

const sentence = 'We propose a light trap that counts moths.';
const abstract = `Moths matter. ${sentence}`;
const paper = { title: 'A Light Trap', abstract };
const blurb = 'A light trap counts moths.';
const fromBlurb = { rung: 'blurb', tldr: blurb, tldrQuote: sentence, points: [], keywords: ['light trap'] };
const picked = { rung: 'sentence', tldr: sentence, tldrQuote: sentence, points: [], keywords: ['light trap'] };
const answer = {
  tldr: 'A light trap counts moths.',
  tldrQuote: 'a light trap that counts moths',
  points: [{ kind: 'method', text: 'A trap of light.', quote: 'a light trap' }],
  keywords: ['moths'],
};

/** A model that answers by the title of the paper and remembers what it was asked. */
function fakeModel(answerFor: (title: string) => string | SummaryError) {
  const asked: string[] = [];
  let atOnce = 0;
  const peak = { value: 0 };
  async function complete({ user }: ModelRequest) {
    const { title }: { title: string } = JSON.parse(user);
    asked.push(title);
    atOnce += 1;
    peak.value = Math.max(peak.value, atOnce);
    // Long enough for another to begin meanwhile.
    for (let turns = 0; turns < 3; turns += 1) await new Promise(setImmediate);
    atOnce -= 1;
    const text = answerFor(title);
    if (text instanceof SummaryError) throw text;
    return { text };
  }
  return { model: { name: 'fake', complete } satisfies Model, asked, peak };
}

const papersNamed = (...titles: string[]) => titles.map((title) => ({ title, abstract }));
const say = (tldr: string) => JSON.stringify({ ...answer, tldr, tldrQuote: '' });

describe('summarizePaper over the OpenAI wire', () => {
  let mock: LLMock;
  let model: Model;
  beforeEach(async () => {
    ({ mock, model } = await openMockModel());
  });
  afterEach(() => mock.stop());

  it("takes the model's summary, from one call that carries title and abstract as data", async () => {
    mock.onMessage(/./u, { content: JSON.stringify(answer) });
    expect(await summarizePaper(paper, model)).toEqual({
      summary: { rung: 'llm', ...answer },
      grounding: { checked: 2, repaired: 0, dropped: 0 },
    });
    expect(mock.getRequests().map(({ body }) => body)).toMatchObject([
      {
        messages: [{ role: 'system' }, { role: 'user', content: JSON.stringify({ title: paper.title, abstract }) }],
        response_format: {
          json_schema: {
            schema: { additionalProperties: false, required: ['tldr', 'tldrQuote', 'points', 'keywords'] },
          },
        },
      },
    ]);
  });

  it('reads a fenced answer', async () => {
    mock.onMessage(/./u, { content: `\`\`\`json\n${JSON.stringify(answer)}\n\`\`\`` });
    expect((await summarizePaper(paper, model)).summary.tldr).toBe(answer.tldr);
  });

  it.each([
    ['garbage, twice', { content: 'moths! moths! moths!' }, 'model-answer', 2],
    ['a refused key', { error: { message: 'no', code: 'invalid_api_key' }, status: 401 }, 'model-auth', 1],
    ['a server error', { error: { message: 'no' }, status: 500 }, 'model-server', 1],
  ])('falls back to the picked sentence on %s and says so', async (_name, response, code, calls) => {
    mock.onMessage(/./u, response);
    expect(await summarizePaper(paper, model)).toEqual({
      summary: picked,
      problem: { code, message: expect.stringContaining('"A Light Trap" got a picked sentence: ') },
    });
    expect(mock.getRequests()).toHaveLength(calls);
  });
});

describe('summarizePaper', () => {
  it('picks a sentence without a model', async () => {
    expect(await summarizePaper(paper, undefined)).toEqual({ summary: picked });
  });

  it.each([
    ['that the abstract bears out', blurb, fromBlurb],
    ['with a number that is not in the abstract', 'A light trap counts 80% of moths.', picked],
    ['with a claim that is not in the abstract', 'The first light trap that counts moths.', picked],
  ])('takes, without a model, a blurb %s or else the picked sentence', async (_name, blurb, expected) => {
    expect(await summarizePaper({ ...paper, blurb }, undefined)).toEqual({ summary: expected });
  });

  it.each([
    ['the blurb', { ...paper, blurb }, fromBlurb, "the feed's own line"],
    ['the picked sentence', paper, picked, 'a picked sentence'],
  ])('falls to %s where the tldr is not grounded, and tells what was found', async (_name, paper, summary, got) => {
    const { model } = fakeModel(() => say('A trap counts 7 moths.'));
    expect(await summarizePaper(paper, model)).toEqual({
      summary,
      problem: {
        code: 'model-ungrounded',
        message: `"A Light Trap" got ${got}: the answer says what title and abstract do not`,
      },
      grounding: { checked: 2, repaired: 0, dropped: 1 },
    });
  });

  it('stands on the blurb where there is no abstract, and asks no model', async () => {
    const { model, asked } = fakeModel(() => say('x'));
    expect(
      await summarizePaper({ title: 'A Light Trap', abstract: ' ', blurb: ' A trap\nfor moths. ' }, model),
    ).toEqual({
      summary: { rung: 'blurb', tldr: 'A trap for moths.', tldrQuote: '', points: [], keywords: ['light trap'] },
    });
    expect(asked).toEqual([]);
  });

  it('says nothing where only a title is known', async () => {
    expect((await summarizePaper({ title: 'A Light Trap' }, undefined)).summary).toMatchObject({
      rung: 'sentence',
      tldr: '',
      tldrQuote: '',
    });
  });

  it('lends the picked quote and keywords to an answer without its own', async () => {
    const { model } = fakeModel(() => JSON.stringify({ tldr: 'Counts moths.', tldrQuote: 'not there' }));
    expect((await summarizePaper(paper, model)).summary).toEqual({ ...picked, rung: 'llm', tldr: 'Counts moths.' });
  });

  it('lends no quote that is about something else', async () => {
    const { model } = fakeModel(() => JSON.stringify({ tldr: 'It matters in gardens.' }));
    expect((await summarizePaper(paper, model)).summary.tldrQuote).toBe('');
  });
});

describe('summarizePapers', () => {
  /** A run, and what is kept of each of its papers. */
  async function run(papers: Parameters<typeof summarizePapers>[0], options: Parameters<typeof summarizePapers>[1]) {
    const kept: (Summary | undefined)[] = papers.map(() => undefined);
    const keep = async (index: number, summary: Summary) => void (kept[index] = summary);
    return { kept, ...(await summarizePapers(papers, { ...options, keep })) };
  }

  it('keeps the order of the papers, with no more calls at once than allowed, and tells its progress', async () => {
    const { model, asked, peak } = fakeModel(say);
    const progress: string[] = [];
    const { kept, problems } = await run(papersNamed('z', 'b', 'c', 'd', 'e'), {
      model,
      concurrency: 2,
      onProgress: (done, total) => progress.push(`${done}/${total}`),
    });
    expect(kept.map((summary) => summary?.tldr)).toEqual(['z', 'b', 'c', 'd', 'e']);
    expect([asked.length, peak.value, problems]).toEqual([5, 2, []]);
    expect(progress).toEqual(['1/5', '2/5', '3/5', '4/5', '5/5']);
  });

  it('reports what failed in the order of the papers and goes on', async () => {
    const { model } = fakeModel((title) => (title === 'b' ? 'garbage' : say(title)));
    const { kept, problems } = await run(papersNamed('z', 'b', 'c'), {
      model,
      concurrency: 3,
    });
    expect(kept.map((summary) => summary?.rung)).toEqual(['llm', undefined, 'llm']);
    expect(problems).toMatchObject([{ code: 'model-answer' }]);
  });

  it('gives a model up after three failures in a row that the next paper would meet too, and says so once', async () => {
    const { model, asked } = fakeModel(() => new SummaryError('model-unreachable', 'nobody there'));
    const { kept, problems } = await run(papersNamed('z', 'b', 'c', 'd', 'e', 'f'), {
      model,
      concurrency: 1,
    });
    expect(asked).toEqual(['z', 'b', 'c']);
    expect(kept).toEqual(Array(6).fill(undefined));
    expect(problems.map(({ code }) => code)).toEqual([...Array(3).fill('model-unreachable'), 'model-given-up']);
    expect(problems.at(-1)?.message).toBe(
      'fake failed 3 times in a row and was not asked again; 3 more papers went without it',
    );
  });

  it("says once that the day's budget is used up, and asks no more", async () => {
    const spent = new SummaryError(
      'model-budget',
      "today's budget of 9 tokens has no room for another call; it begins anew at 00:00 UTC",
    );
    const { model, asked } = fakeModel((title) => (title === 'z' ? say(title) : spent));
    const { kept, problems } = await run(papersNamed('z', 'b', 'c', 'd'), {
      model,
      concurrency: 1,
    });
    expect(asked).toEqual(['z', 'b']);
    expect(kept.map((summary) => summary?.rung)).toEqual(['llm', undefined, undefined, undefined]);
    expect(problems.map(({ message }) => message)).toEqual([
      `"b" got a picked sentence: ${spent.message}`,
      "today's budget for models is used up; 2 more papers went without it",
    ]);
  });

  it.each([
    [
      'a success between',
      (title: string) => (title === 'c' ? say(title) : new SummaryError('model-quota', 'no money')),
    ],
    ['failures of single papers', () => new SummaryError('model-answer', 'no summary')],
  ])('does not give a model up over %s', async (_name, answerFor) => {
    const { model, asked } = fakeModel(answerFor);
    await summarizePapers(papersNamed('z', 'b', 'c', 'd', 'e'), { model, concurrency: 1 });
    expect(asked).toHaveLength(5);
  });

  it('needs no model and no papers', async () => {
    expect(await summarizePapers([], { concurrency: 0 })).toEqual({
      problems: [],
      grounding: { checked: 0, repaired: 0, dropped: 0 },
    });
  });
});
