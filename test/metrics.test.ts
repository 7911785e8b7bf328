import { expect, test } from 'vitest';
import { DeliveryError, SummaryError } from '../src/core/errors.ts';
import type { Spending } from '../src/core/model-budget.ts';
import { openStore } from '../src/core/store/open.ts';
import { createMetrics } from '../src/metrics.ts';
import { collect, deliver } from '../src/pipeline.ts';
import { dumpOfPapers } from './fakes/feed.ts';
import { fakePlatform } from './fakes/platform.ts';
import { stagesOn, subscriptionOf } from './fakes/stages.ts';

function linesOf(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '' && !line.startsWith('#') && !line.includes('_bucket'));
}

test('counts papers, digests, parts, what waits, retries, tokens, feeds and acknowledgements, in at most ten series', async () => {
  const store = await openStore('sqlite::memory:');
  const metrics = createMetrics(store);
  const stages = stagesOn(store);
  metrics.countFeed(await collect(stages, dumpOfPapers('A', 'B', 'C')));
  let isUp = false;
  const dying = fakePlatform({
    post: async () =>
      isUp
        ? Promise.reject(new DeliveryError('gone', 'gone', { obstacle: 'passing', mayBePosted: true }))
        : ((isUp = true), 'm1'),
  });
  await expect(deliver(stages, subscriptionOf(), metrics.watchPlatform(dying))).rejects.toThrow('gone');
  const final = new DeliveryError('refused', 'refused', { obstacle: 'channel' });
  const refusing = metrics.watchPlatform(fakePlatform({ post: () => Promise.reject(final) }));
  await expect(refusing.post('fake:c', 'part', 'marker')).rejects.toBe(final);
  const usage = { inputTokens: 7, outputTokens: 2 };
  const model = metrics.watchModel({ name: 'fake', complete: async () => ({ text: '', usage }) });
  expect(
    await model.complete({ system: '', user: '', schema: { name: '', jsonSchema: {} }, maxOutputTokens: 1 }),
  ).toEqual({ text: '', usage });
  metrics.noteAcknowledged('discord', 500);
  const { contentType, text } = await metrics.read();
  expect(contentType).toContain('version=0.0.4');
  expect(linesOf(text).toSorted()).toEqual([
    'paperboy_acknowledgement_seconds_count{platform="discord"} 1',
    'paperboy_acknowledgement_seconds_sum{platform="discord"} 0.5',
    'paperboy_digests{state="open"} 1',
    'paperboy_feed_items_total{feed="fake",result="known"} 0',
    'paperboy_feed_items_total{feed="fake",result="new"} 3',
    'paperboy_feed_items_total{feed="fake",result="problem"} 0',
    'paperboy_llm_tokens_total{direction="in"} 7',
    'paperboy_llm_tokens_total{direction="out"} 2',
    'paperboy_papers 3',
    'paperboy_parts{state="pending"} 1',
    'paperboy_parts{state="sending"} 1',
    'paperboy_parts{state="sent"} 1',
    'paperboy_queue_depth{platform="fake"} 2',
    'paperboy_retries_total{platform="fake"} 1',
  ]);
  expect(text.match(/^# TYPE /gm)?.length).toBeLessThanOrEqual(10);
  await store.close();
  expect(linesOf((await metrics.read()).text)).toContain('paperboy_llm_tokens_total{direction="in"} 7');
});

test('tells how much of the budget for models is used, and counts what a refused answer has used', async () => {
  const store = await openStore('sqlite::memory:');
  const spent: Spending = { calls: 1, tokens: 250, limit: { unit: 'tokens', most: 1000 }, isSpent: false };
  const metrics = createMetrics(store, async () => spent);
  const refused = new SummaryError('model-refused', 'no', { usage: { inputTokens: 7, outputTokens: 2 } });
  const model = metrics.watchModel({ name: 'fake', complete: () => Promise.reject(refused) });
  const request = { system: '', user: '', schema: { name: '', jsonSchema: {} }, maxOutputTokens: 1 };
  await expect(model.complete(request)).rejects.toBe(refused);
  const { text } = await metrics.read();
  expect(linesOf(text)).toEqual(
    expect.arrayContaining(['paperboy_budget_used_ratio 0.25', 'paperboy_llm_tokens_total{direction="in"} 7']),
  );
  expect(text.match(/^# TYPE /gm)?.length).toBeLessThanOrEqual(10);
});
