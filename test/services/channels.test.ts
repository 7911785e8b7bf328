import { beforeEach, describe, expect, test } from 'vitest';
import type { ChannelServices, ListedTopic } from '../../src/command/services.ts';
import type { Caller } from '../../src/command.ts';
import { DeliveryError, UserInputError } from '../../src/core/errors.ts';
import { sql } from '../../src/core/store/sql.ts';
import { takeClaim } from '../../src/core/store/claims.ts';
import { addSubscription, MAX_SUBSCRIPTIONS } from '../../src/digests/subscriptions.ts';
import { collect, type Stages } from '../../src/pipeline.ts';
import type { Post } from '../../src/platform.ts';
import { createChannelServices } from '../../src/services/channels.ts';
import { createTopicServices } from '../../src/services/topics.ts';
import { channelConfig, channelsOn } from '../fakes/channels.ts';
import { dumpOfPapers } from '../fakes/feed.ts';
import { fakePlatform, type FakePlatform } from '../fakes/platform.ts';
import { fakeCaller, fakeCards } from '../fakes/services.ts';
import { openStages, topicsOf } from '../fakes/stages.ts';

const callerOf = (channel: string): Caller =>
  fakeCaller({ channel, space: channel.split(':').slice(0, 2).join(':'), person: 'fake:U' });
const alice = callerOf('fake:A:1');
const neighbour = callerOf('fake:A:2');
const stranger = callerOf('fake:B:1');
const fixed = callerOf('fake:A:fixed');

let stages: Stages;
let platform: FakePlatform;
let services: ChannelServices;
let asked: unknown[];

beforeEach(async () => {
  stages = await openStages();
  platform = fakePlatform();
  asked = [];
  services = createChannelServices({
    stages,
    channels: channelsOn(stages.store, { Bats: 'bat', Everything: '*' }, [channelConfig(fixed.channel, ['Bats'])]),
    platforms: [platform],
    latest: async (filter, page, { channel }) => {
      asked.push([filter, page, channel]);
      return { cards: fakeCards(2), hasMore: true };
    },
  });
});

async function names(list: Promise<readonly ListedTopic[]>): Promise<readonly string[]> {
  return (await list).map(({ name }) => name);
}

function shown({ sections }: Post): readonly string[] {
  return sections.flatMap(({ cards = [] }) => cards.map(({ title }) => title));
}

describe('topics', () => {
  test('are those of the file, then those of the space, and of no other', async () => {
    expect(await services.addTopic('  Light \n traps ', ' moth light ', alice)).toEqual({
      name: 'Light traps',
      query: 'moth light',
      isFixed: false,
    });
    const own = [
      { name: 'Bats', query: 'bat', isFixed: true },
      { name: 'Everything', query: '*', isFixed: true },
      { name: 'Light traps', query: 'moth light', isFixed: false },
    ];
    expect(await services.topics(neighbour)).toEqual(own);
    expect(await services.topics(stranger)).toEqual(own.slice(0, 2));
  });

  test('are edited and removed in their space, by names as people spell them', async () => {
    await services.addTopic('Moths', 'moth', alice);
    await services.addTopic('Moths', 'moth', stranger);
    const edited = { name: 'Moths', query: 'moth*', isFixed: false };
    expect(await services.editTopic('MOTHS', 'moth*', neighbour)).toEqual(edited);
    expect(await services.topics(stranger)).toContainEqual({ ...edited, query: 'moth' });
    expect(await services.removeTopic(' moths', alice)).toEqual(edited);
    expect(await names(services.topics(alice))).toEqual(['Bats', 'Everything']);
    expect(await names(services.topics(stranger))).toEqual(['Bats', 'Everything', 'Moths']);
  });

  test.each([
    ['bats', 'x', /^The topic "Bats" stands in the configuration file, where alone it can be changed\.$/],
    ['\u200b \n', 'x', /^A topic needs a name of 1 to 60 characters\.$/],
    ['n'.repeat(61), 'x', /^A name may have 60 characters, and this one has 61: choose a shorter one\.$/],
    ['Long', 'x'.repeat(501), /^A topic's query may have 500 characters, and this one has 501/],
    ['Open', '"moth', /^This quote is never closed/],
    ['None', ' ', /^There is nothing to look for/],
  ])('may not be %j of %j', async (name, query, sentence) => {
    await expect(services.addTopic(name, query, alice)).rejects.toThrow(sentence);
    expect(await names(services.topics(alice))).toEqual(['Bats', 'Everything']);
  });

  test('may have a name of 60 characters and a query of 500', async () => {
    const topic = await services.addTopic('n'.repeat(60), 'x'.repeat(500), alice);
    expect(topic).toMatchObject({ name: 'n'.repeat(60), query: 'x'.repeat(500) });
  });

  test('give way to one of the file that comes to bear their name', async () => {
    await services.addTopic('Moths', 'moth', alice);
    const later = createTopicServices(stages.store, topicsOf({ MOTHS: 'moth*' }));
    expect(await later.topics(alice)).toEqual([{ name: 'MOTHS', query: 'moth*', isFixed: true }]);
  });

  test('of another space or the file cannot be changed, nor can one that is not there', async () => {
    await services.addTopic('Moths', 'moth', stranger);
    for (const change of [services.editTopic('Moths', 'x', alice), services.removeTopic('Moths', alice)])
      await expect(change).rejects.toThrow('There is no topic "Moths" of your own here; "topics" lists them.');
    await expect(services.removeTopic('Bats', alice)).rejects.toThrow('stands in the configuration file');
    await services.addTopic('Light', 'light', alice);
    await expect(services.editTopic('Ligth', 'x', alice)).rejects.toThrow('did you mean "Light"?');
    await expect(services.editTopic('Light', '(x', alice)).rejects.toThrow(UserInputError);
    await expect(services.editTopic('Everything', 'x', alice)).rejects.toThrow('stands in the configuration file');
  });
});

describe('a subscription', () => {
  test('to a topic by name gives its last five matches, and is of this channel alone', async () => {
    expect(await services.subscribe('bats', alice)).toEqual({
      topic: { name: 'Bats', query: 'bat', isFixed: true },
      last: fakeCards(2),
    });
    expect(asked).toEqual([[{ topic: 'Bats' }, { limit: 5, offset: 0 }, 'fake:A:1']]);
    expect(await services.subscriptions(alice)).toEqual([{ name: 'Bats', query: 'bat', isFixed: false }]);
    expect([await services.subscriptions(neighbour), await services.subscriptions(stranger)]).toEqual([[], []]);
  });

  test('to a query makes a topic of the space of it, once, under its own words', async () => {
    const topic = { name: 'moth light', query: 'moth light', isFixed: false };
    expect((await services.subscribe(' moth light ', alice)).topic).toEqual(topic);
    expect((await services.subscribe('moth light', neighbour)).topic).toEqual(topic);
    expect(await names(services.topics(alice))).toEqual(['Bats', 'Everything', 'moth light']);
    expect(await names(services.topics(stranger))).toEqual(['Bats', 'Everything']);
    const long = `moth ${'light '.repeat(20)}`.trim();
    const { name } = (await services.subscribe(long, alice)).topic;
    expect([name.length <= 60, name.endsWith('…')]).toEqual([true, true]);
    await expect(services.subscribe(long, alice)).rejects.toThrow(/^This channel follows "moth light .*…" already\.$/);
  });

  test('twice, and to what cannot be read, is a mistake', async () => {
    await services.subscribe('Bats', alice);
    await expect(services.subscribe('BATS', alice)).rejects.toThrow('This channel follows "Bats" already.');
    await expect(services.subscribe('bat', alice)).rejects.toThrow('This channel follows "Bats" already.');
    await expect(services.subscribe('"moth', alice)).rejects.toThrow('This quote is never closed');
    await expect(services.subscribe(' ', alice)).rejects.toThrow('There is nothing to look for');
    expect(await names(services.topics(alice))).toEqual(['Bats', 'Everything']);
  });

  test('that no more fit leaves no topic behind', async () => {
    for (let i = 0; i < MAX_SUBSCRIPTIONS; i++) await addSubscription(stages.store, alice.channel, `t${i}`);
    await expect(services.subscribe('owl', alice)).rejects.toThrow('no more fit');
    expect(await names(services.topics(alice))).not.toContain('owl');
  });

  test('of another space cannot be had, though its topic has the same name', async () => {
    await services.addTopic('Moths', 'moth', stranger);
    expect((await services.subscribe('Moths', alice)).topic).toEqual({ name: 'Moths', query: 'Moths', isFixed: false });
  });

  test('ends, but for one of the file, and one that is not there', async () => {
    await services.subscribe('Bats', alice);
    await services.subscribe('moth', alice);
    await services.subscribe('Bats', neighbour);
    expect(await services.unsubscribe('bats', alice)).toEqual({ name: 'Bats', query: 'bat', isFixed: false });
    await expect(services.unsubscribe('Bats', alice)).rejects.toThrow(
      'This channel does not follow "Bats"; it follows moth.',
    );
    expect(await names(services.subscriptions(neighbour))).toEqual(['Bats']);
    await expect(services.unsubscribe('Bats', stranger)).rejects.toThrow('it follows nothing.');
    await expect(services.unsubscribe('mothh', alice)).rejects.toThrow('did you mean "moth"?');
  });

  test('of the file stays, and others may come beside it', async () => {
    await expect(services.unsubscribe('Bats', fixed)).rejects.toThrow(
      'This channel follows "Bats" by the configuration file, where alone that can be changed.',
    );
    await expect(services.subscribe('Bats', fixed)).rejects.toThrow('already');
    await services.subscribe('Everything', fixed);
    expect(await services.subscriptions(fixed)).toEqual([
      { name: 'Bats', query: 'bat', isFixed: true },
      { name: 'Everything', query: '*', isFixed: false },
    ]);
  });

  test('goes with its topic, and stays when that is edited', async () => {
    await services.addTopic('Moths', 'moth', alice);
    await services.subscribe('Moths', alice);
    await services.editTopic('Moths', 'moth*', alice);
    expect(await services.subscriptions(alice)).toEqual([{ name: 'Moths', query: 'moth*', isFixed: false }]);
    await services.removeTopic('Moths', alice);
    expect(await services.subscriptions(alice)).toEqual([]);
  });
});

describe('a schedule', () => {
  const everyDay = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
  const usual = {
    at: '09:00',
    weekdays: everyDay,
    timezone: 'UTC',
    cap: 10,
    catchUp: 'merged',
    emptyDays: 'silent',
    isPaused: false,
  };

  test('is changed in parts, for this channel alone', async () => {
    expect(await services.schedule(alice)).toEqual(usual);
    const changed = { ...usual, at: '07:05', weekdays: ['mon', 'sun'], timezone: 'Asia/Tokyo' };
    const changes = { at: '7:05', weekdays: ['sun', 'mon', 'sun'], timezone: 'Asia/Tokyo' } as const;
    expect(await services.changeSchedule(changes, alice)).toEqual(changed);
    expect(await services.changeSchedule({ cap: 3, isPaused: true }, alice)).toEqual({
      ...changed,
      cap: 3,
      isPaused: true,
    });
    expect(await services.schedule(neighbour)).toEqual(usual);
  });

  test('that is changed goes on by the usual in all else, whatever that will be', async () => {
    await services.changeSchedule({ cap: 3 }, alice);
    expect(await stages.store.query(sql`SELECT at, weekdays, timezone, cap FROM channels`)).toEqual([
      { at: null, weekdays: null, timezone: null, cap: 3 },
    ]);
  });

  test.each([
    [{ at: '25:00' }, 'at: expected a time of day such as "09:00", found "25:00".'],
    [{ weekdays: [] }, /^weekdays: expected a list of mon, tue/],
    [{ timezone: 'Berlin' }, 'timezone: expected an IANA time zone such as Europe/Berlin, found "Berlin".'],
    [{ cap: 201 }, 'cap: expected a whole number from 1 to 200, found 201.'],
  ])('may not be %j', async (changes, sentence) => {
    await expect(services.changeSchedule(changes, alice)).rejects.toThrow(sentence);
    expect(await services.schedule(alice)).toEqual(usual);
  });

  test('of the file stays', async () => {
    await expect(services.changeSchedule({ isPaused: true }, fixed)).rejects.toThrow(
      "This channel's schedule stands in the configuration file, where alone it can be changed.",
    );
  });
});

describe('mutes', () => {
  test('are of this channel alone', async () => {
    await services.mute({ kind: 'word', text: ' light \n trap ' }, alice);
    expect(await services.mutes(alice)).toEqual([{ kind: 'word', text: 'light trap' }]);
    expect([await services.mutes(neighbour), await services.mutes(stranger)]).toEqual([[], []]);
    await expect(services.mute({ kind: 'word', text: 'Light trap' }, alice)).rejects.toThrow('muted here already');
    expect(await services.unmute({ kind: 'word', text: 'light trap' }, stranger)).toBe(false);
    expect(await services.unmute({ kind: 'word', text: 'LIGHT TRAP' }, alice)).toBe(true);
    expect(await services.mutes(alice)).toEqual([]);
  });

  test.each([
    [{ kind: 'word', text: '"-"' }, 'To mute a word, give it with its letters.'],
    [{ kind: 'author', text: ' ' }, 'To mute an author, give it with its letters.'],
    [{ kind: 'word', text: 'x'.repeat(101) }, 'What is muted may have 100 characters, and this has 101.'],
  ] as const)('may not be %j', async (mute, sentence) => {
    await expect(services.mute(mute, alice)).rejects.toThrow(sentence);
  });
});

describe('a digest', () => {
  test('shows what has come in since the channel followed each topic, but for what is muted', async () => {
    await collect(stages, dumpOfPapers('Bat one', 'Moth one'));
    await services.subscribe('Bats', alice);
    await collect(stages, dumpOfPapers('Bat two', 'Bat caves', 'Moth two'));
    await services.subscribe('moth', alice);
    await services.mute({ kind: 'word', text: 'cave' }, alice);
    await collect(stages, dumpOfPapers('Moth three'));
    const preview = await services.previewDigest(alice);
    expect(shown(preview)).toEqual(['Bat two', 'Moth three']);
    expect(preview).toMatchObject({ title: '2 new papers for you', footer: '2 of 4 papers that came in.' });
  });

  test('is posted at once, moves the channel and no other, and then holds nothing', async () => {
    for (const caller of [alice, neighbour]) await services.subscribe('Bats', caller);
    await collect(stages, dumpOfPapers('Bat one', 'Bat two'));
    expect(await services.postDigest(alice)).toBe(2);
    expect(platform.posts.map(({ channel, part }) => [channel, part])).toEqual([
      ['fake:A:1', 'Bats: Bat one'],
      ['fake:A:1', 'Bats: Bat two'],
    ]);
    expect(await services.postDigest(alice)).toBe(0);
    expect(shown(await services.previewDigest(neighbour))).toEqual(['Bat one', 'Bat two']);
  });

  test('cannot be had of nothing, twice at a time, or where nobody can post', async () => {
    await services.subscribe('Bats', alice);
    await services.subscribe('Bats', stranger);
    await services.unsubscribe('Bats', stranger);
    for (const nobody of [neighbour, stranger])
      await expect(services.previewDigest(nobody)).rejects.toThrow(/^This channel follows nothing yet: /);
    await takeClaim(stages.store, 'deliver fake:A:1', stages.now);
    await expect(services.postDigest(alice)).rejects.toThrow(UserInputError);
    const elsewhere = fakeCaller({ channel: 'other:A:1', space: 'other:A' });
    await services.subscribe('Bats', elsewhere);
    await expect(services.postDigest(elsewhere)).rejects.toThrow('Nothing can be posted to other:A:1 from here.');
  });

  test('that could not be posted is said in the words of the platform, and kept', async () => {
    await services.subscribe('Bats', alice);
    await collect(stages, dumpOfPapers('Bat one'));
    const closed = new DeliveryError('closed', 'The channel is closed: open it.', { obstacle: 'channel' });
    const { post } = platform;
    platform.post = () => Promise.reject(closed);
    const sentence = 'The digest could not be posted yet: The channel is closed: open it. It is kept';
    await expect(services.postDigest(alice)).rejects.toThrow(new RegExp(`^${sentence}`));
    await expect(services.postDigest(alice)).rejects.toBeInstanceOf(UserInputError);
    platform.post = post;
    expect(await services.postDigest(alice)).toBe(1);
  });
});

describe('the status of a channel', () => {
  test('that follows nothing says so', async () => {
    expect(await services.status(stranger)).toMatchObject({ topics: [], waiting: 0, papers: 0, troubles: [] });
    expect(Object.keys(await services.status(stranger))).not.toContain('nextDigest');
  });

  test('counts what waits, tells its next digest, and none while it is paused', async () => {
    await services.subscribe('Bats', alice);
    await collect(stages, dumpOfPapers('Bat one', 'Moth one'));
    const status = await services.status(alice);
    expect(status).toEqual({
      topics: [{ name: 'Bats', query: 'bat', isFixed: false }],
      schedule: await services.schedule(alice),
      nextDigest: new Date('2023-11-15T09:00:00Z'),
      waiting: 2,
      papers: 2,
      lastIntake: new Date(stages.now()),
      troubles: [],
    });
    await services.changeSchedule({ isPaused: true }, alice);
    expect((await services.status(alice)).nextDigest).toBeUndefined();
  });

  test('tells the parts that may not have been shown, the latest first', async () => {
    await services.subscribe('Bats', alice);
    await collect(stages, dumpOfPapers('Bat one', 'Bat two'));
    await services.postDigest(alice);
    await collect(stages, dumpOfPapers('Bat three'));
    await services.postDigest(alice);
    await stages.store.query(sql`UPDATE delivery_parts SET state = 'failed'
      WHERE (delivery, position) IN (SELECT delivery, MAX(position) FROM delivery_parts GROUP BY delivery)`);
    const { troubles } = await services.status(alice);
    expect(troubles.map((sentence) => sentence.replaceAll('\u202f', ' '))).toEqual([
      'The digest of Nov 14, 2023, 10:13 PM may not have been shown: "Bat three".',
      'Part 2 of 2 of the digest of Nov 14, 2023, 10:13 PM may not have been shown: "Bat two".',
    ]);
    expect((await services.status(neighbour)).troubles).toEqual([]);
  });
});
