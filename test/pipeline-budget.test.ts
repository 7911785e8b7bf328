import { expect, test } from 'vitest';
import { openMeter } from '../src/core/model-budget.ts';
import { openStore } from '../src/core/store/open.ts';
import { previewDigest } from '../src/deliveries/preview.ts';
import { collect } from '../src/pipeline.ts';
import { dumpOfPapers } from './fakes/feed.ts';
import { fakeModel } from './fakes/model.ts';
import { stagesOn, subscriptionOf } from './fakes/stages.ts';

test("a day's budget of nothing still yields a whole digest, on lower rungs that it names", async () => {
  const store = await openStore('sqlite::memory:');
  const { model, asked } = fakeModel();
  const meter = openMeter(store, { tokens: 0, prices: {} }, Date.now);
  const stages = { ...stagesOn(store), model: meter.watch(model) };
  const papers = [1, 2, 3].map((n) => ({
    title: `Moths ${n}`,
    abstract: `We count the moths of night ${n} by their light.`,
  }));
  const { new: found, problems } = await collect(stages, dumpOfPapers(...papers));
  expect([found, asked]).toEqual([3, []]);
  expect(problems.map(({ message }) => message).join('\n')).toContain("today's budget of 0 tokens has no room");
  const { sections } = await previewDigest(stages, subscriptionOf());
  const cards = sections.flatMap((section) => section.cards);
  expect(cards.map(({ rung, tldr }) => ({ rung, tldr }))).toEqual(
    papers.map(({ abstract }) => ({ rung: 'sentence', tldr: abstract })),
  );
});
