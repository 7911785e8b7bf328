import { beforeEach, expect, test } from 'vitest';
import { UserInputError } from '../../src/core/errors.ts';
import type { Channels } from '../../src/digests/channels.ts';
import { addMute, removeMute } from '../../src/digests/mutes.ts';
import { addSubscription } from '../../src/digests/subscriptions.ts';
import { collect, deliver, type Stages } from '../../src/pipeline.ts';
import { createWhyService } from '../../src/services/why.ts';
import { channelsOn } from '../fakes/channels.ts';
import { dumpOfPapers } from '../fakes/feed.ts';
import { fakePlatform } from '../fakes/platform.ts';
import { fakeCaller } from '../fakes/services.ts';
import { openStages } from '../fakes/stages.ts';

const CHANNEL = 'fake:A:1';

let stages: Stages;
let channels: Channels;
beforeEach(async () => {
  stages = await openStages();
  channels = channelsOn(stages.store, { Bats: 'bat', Caves: 'cave', All: '*' });
  await channels.setUp(CHANNEL, 'fake:A', 0);
});

async function take(...titles: readonly string[]): Promise<void> {
  await collect(stages, dumpOfPapers(...titles));
}

async function follow(...topics: readonly string[]): Promise<void> {
  for (const topic of topics) await addSubscription(stages.store, CHANNEL, topic);
}

async function post(channel = CHANNEL): Promise<void> {
  const subscription = await channels.subscriptionOf(channel);
  if (subscription !== undefined) await deliver(stages, subscription, fakePlatform());
}

async function why(title: string, channel = CHANNEL) {
  const { why: explain } = createWhyService(stages, channels, async (reference) => {
    const papers = await stages.library.get(await stages.library.newest(99));
    const found = papers.find((paper) => paper?.title === reference);
    if (found === undefined) throw new UserInputError(`There is no ${reference}.`);
    return found;
  });
  const { card, ...explanation } = await explain(title, fakeCaller({ channel, space: 'fake:A' }));
  expect(card.title).toBe(title);
  return explanation;
}

const bats = { topic: 'Bats', why: ['bat'] };

test('a paper was delivered, or is due, by the topics that tell something', async () => {
  await follow('all', 'bats', 'caves');
  await take('Bat caves', 'Moths');
  const matches = [bats, { topic: 'Caves', why: ['cave'] }];
  expect(await why('Bat caves')).toEqual({ matches, outcome: 'due' });
  expect(await why('Moths')).toEqual({ matches: [{ topic: 'All', why: [] }], outcome: 'due' });
  await post();
  expect(await why('Bat caves')).toEqual({ matches, outcome: 'delivered' });
});

test('a paper of no topic is unmatched, as is every paper in a channel that follows nothing', async () => {
  await follow('bats');
  await take('Moths', 'Bat ears');
  expect(await why('Moths')).toEqual({ matches: [], outcome: 'unmatched' });
  expect(await why('Bat ears', 'fake:A:2')).toEqual({ matches: [], outcome: 'unmatched' });
});

test('a muted paper says by what', async () => {
  await follow('bats');
  await addMute(stages.store, CHANNEL, { kind: 'word', text: 'ear' });
  await take('Bat ears');
  expect(await why('Bat ears')).toEqual({ matches: [bats], outcome: 'muted', mutedBy: 'ear' });
});

test('a paper that came in before the channel followed its topic was early, also where a digest has passed it', async () => {
  await follow('caves');
  await take('Bat ears');
  await follow('bats');
  expect(await why('Bat ears')).toEqual({ matches: [bats], outcome: 'early' });
  await take('A cave');
  await post();
  expect(await why('Bat ears')).toEqual({ matches: [bats], outcome: 'early' });
});

test('a paper that is early for one topic is due by another', async () => {
  await follow('caves');
  await take('Bat caves');
  await follow('bats');
  expect(await why('Bat caves')).toMatchObject({ matches: [{ topic: 'Caves' }, bats], outcome: 'due' });
});

test('a digest of another channel tells nothing of this one, nor does one that had room', async () => {
  const other = 'fake:A:9';
  await channels.setUp(other, 'fake:A', 0);
  await addSubscription(stages.store, other, 'bats');
  await channels.changeSchedule(other, { cap: 1 }, 0);
  await follow('bats');
  await addMute(stages.store, CHANNEL, { kind: 'word', text: 'wing' });
  await take('Bat ears', 'Bat wings');
  await post(other);
  await post();
  await removeMute(stages.store, CHANNEL, { kind: 'word', text: 'wing' });
  expect(await why('Bat wings', other)).toMatchObject({ outcome: 'capped' });
  expect(await why('Bat wings')).toMatchObject({ outcome: 'early' });
});

test('a paper that came in before the channel was there was early, though one of its topics begins at once', async () => {
  await take('Bat ears');
  channels = channelsOn(stages.store, { Bats: 'bat' });
  await channels.setUp('fake:A:3', 'fake:A', 0);
  await addSubscription(stages.store, 'fake:A:3', 'bats');
  expect(await why('Bat ears', 'fake:A:3')).toEqual({ matches: [bats], outcome: 'early' });
});

test('a paper beyond the cap says so, before and after the digest', async () => {
  await follow('bats');
  await channels.changeSchedule(CHANNEL, { cap: 1 }, 0);
  await take('Bat ears', 'Bat wings', 'Moths');
  expect(await why('Bat wings')).toEqual({ matches: [bats], outcome: 'capped' });
  await post();
  expect(await why('Bat wings')).toEqual({ matches: [bats], outcome: 'capped' });
});

test('what names no paper is a mistake', async () => {
  await expect(why('Whales')).rejects.toThrow(UserInputError);
});
