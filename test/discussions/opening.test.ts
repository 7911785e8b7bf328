import { describe, expect, test } from 'vitest';
import { takeClaim } from '../../src/core/store/claims.ts';
import { DeliveryError } from '../../src/core/errors.ts';
import { ada, openTalk } from '../fakes/talk.ts';
import { openThread, threadedPlatform } from '../fakes/threads.ts';

const HOW = 'Mention me with a question about the paper, and I look for the answer in what is known of it.';
const PLACE = 'fake:A:c.t1';

const down = (mayBePosted = false): DeliveryError =>
  new DeliveryError('down', 'The chat does not answer.', { obstacle: 'passing', mayBePosted });
const shut = new DeliveryError('shut', 'I am not let in.', { obstacle: 'channel' });

describe('the thread of a paper', () => {
  test('hangs on a message in the channel, and begins with all that is known of it', async () => {
    const { platform, discussions, rows } = await openTalk();
    const found = await discussions.services.discuss('bats', ada);
    expect(found).toMatchObject({ url: `https://chat.example/${PLACE}`, wasOpen: false, isLocked: false });
    expect(found.card.title).toBe('Bats');
    expect(platform.posts.map(({ channel, part }) => `${channel}: ${part}`)).toEqual([
      'fake:A:c: Let us talk about this paper',
      `${PLACE}: About this paper: Bats; We present Bats and test it.`,
      `${PLACE}: Abstract: We present Bats and test it.`,
      `${PLACE}: ${HOW}`,
    ]);
    expect(platform.opened.map(({ name }) => name)).toEqual(['Bats']);
    expect(new Set(platform.posts.map(({ marker }) => marker)).size).toBe(4);
    expect(Math.max(...platform.posts.map(({ marker }) => marker.length))).toBeLessThanOrEqual(25);
    expect(await rows('discussions')).toMatchObject([{ state: 'open', thread: PLACE, space: 'fake:A', replies: 0 }]);
    expect(await rows('thread_posts')).toEqual([]);
  });

  test('is one, however often and by however many it is asked for', async () => {
    const { platform, discussions } = await openTalk();
    const both = await Promise.all(['bats', 'Bats'].map((paper) => discussions.services.discuss(paper, ada)));
    expect(both.map(({ wasOpen, url }) => [wasOpen, url])).toEqual([
      [false, `https://chat.example/${PLACE}`],
      [true, `https://chat.example/${PLACE}`],
    ]);
    expect(await discussions.services.discuss('bats', ada)).toMatchObject({ wasOpen: true });
    expect(platform.opened).toHaveLength(1);
    expect(platform.posts).toHaveLength(4);
  });

  test('is led to also while something is being said in it', async () => {
    const { discussions, open, store, parts, rows } = await openTalk();
    await open('bats');
    const [{ paper } = {}] = await rows('discussions');
    await takeClaim(store, `discuss ${ada.channel} ${paper}`, parts.now);
    expect(await discussions.services.discuss('bats', ada)).toMatchObject({ wasOpen: true });
  });

  test('is one for each channel and paper', async () => {
    const { platform, open } = await openTalk();
    await open('bats');
    await open('moths');
    await open('bats', { channel: 'fake:A:d' });
    expect(platform.opened.map(({ channel, name }) => `${channel} ${name}`)).toEqual([
      'fake:A:c Bats',
      'fake:A:c Moths',
      'fake:A:d Bats',
    ]);
  });

  test('need not be named in itself, and another paper there gets a thread of its own in the channel', async () => {
    const { platform, discussions, open } = await openTalk();
    const id = await open('bats');
    const inside = { ...ada, channel: id, thread: { id, channel: ada.channel } };
    expect((await discussions.services.discuss('', inside)).card.title).toBe('Bats');
    expect(await discussions.services.discuss('moths', inside)).toMatchObject({ wasOpen: false });
    expect(platform.opened.map(({ channel, name }) => `${channel} ${name}`)).toEqual([
      'fake:A:c Bats',
      'fake:A:c Moths',
    ]);
    await expect(discussions.services.discuss('', ada)).rejects.toThrow('Say which paper');
  });

  test('that people have opened becomes the discussion where the channel has none', async () => {
    const { platform, discussions } = await openTalk();
    platform.opened.push(openThread(ada.channel, { id: 'fake:A:c.own' }));
    const inside = { ...ada, thread: { id: 'fake:A:c.own', channel: ada.channel } };
    expect(await discussions.services.discuss('bats', inside)).toMatchObject({
      url: 'https://chat.example/fake:A:c.own',
    });
    expect(new Set(platform.posts.map(({ channel }) => channel))).toEqual(new Set(['fake:A:c.own']));
    expect(await discussions.services.discuss('bats', ada)).toMatchObject({ wasOpen: true });
  });

  test('that people have opened becomes the discussion, or nothing is begun', async () => {
    const platform = threadedPlatform();
    const { look } = platform.threads;
    let isDown = true;
    const threads = { ...platform.threads, look: (id: string) => (isDown ? fail() : look(id)) };
    const { discussions, rows } = await openTalk({ platform: Object.assign(platform, { threads }) });
    platform.opened.push(openThread(ada.channel, { id: 'fake:A:c.own' }));
    const inside = { ...ada, thread: { id: 'fake:A:c.own', channel: ada.channel } };
    await expect(discussions.services.discuss('bats', inside)).rejects.toThrow(
      /^This thread cannot be seen now: The chat does not answer\.$/,
    );
    isDown = false;
    expect(await rows('discussions')).toEqual([]);
    await discussions.services.discuss('bats', inside);
    expect(platform.opened.map(({ id }) => id)).toEqual(['fake:A:c.own']);
  });

  test('that people have opened becomes that of one paper, also where two are asked for at once', async () => {
    const { platform, discussions, rows } = await openTalk();
    platform.opened.push(openThread(ada.channel, { id: 'fake:A:c.own' }));
    const inside = { ...ada, thread: { id: 'fake:A:c.own', channel: ada.channel } };
    const first = discussions.services.discuss('bats', inside);
    await expect(discussions.services.discuss('moths', inside)).rejects.toThrow('that of another paper: ask once more');
    await first;
    await discussions.services.discuss('moths', inside);
    expect((await rows('discussions')).map(({ thread }) => thread)).toEqual(['fake:A:c.own', 'fake:A:c.t1']);
  });

  test('that only some of the channel were invited to becomes none', async () => {
    const { platform, discussions, open } = await openTalk();
    platform.opened.push(openThread(ada.channel, { id: 'fake:A:c.own', isByInvitation: true }));
    const inside = { ...ada, thread: { id: 'fake:A:c.own', channel: ada.channel } };
    await expect(discussions.services.discuss('bats', inside)).rejects.toThrow('This thread is private');
    expect(await open('bats')).toBe('fake:A:c.t1');
  });

  test('that is gone is opened anew; one that is locked is led to', async () => {
    const { platform, discussions, open, rows } = await openTalk();
    await open('bats');
    const [first] = platform.opened;
    if (first !== undefined) first.isLocked = true;
    expect(await discussions.services.discuss('bats', ada)).toMatchObject({ wasOpen: true, isLocked: true });
    platform.opened.splice(0);
    expect(await discussions.services.discuss('bats', ada)).toMatchObject({ wasOpen: false });
    expect(await rows('discussions')).toMatchObject([{ state: 'open', thread: 'fake:A:c.t2' }]);
  });

  test('says how questions are asked as the channel has chosen', async () => {
    const { platform, discussions, open } = await openTalk({ platform: threadedPlatform({}, { unread: 'Allow it.' }) });
    expect(await discussions.services.changeThreadSettings({ answers: 'questions' }, ada)).toEqual({
      answers: 'questions',
      recapDays: 0,
      note: 'Allow it.',
    });
    await open('bats');
    expect(platform.posts.at(-1)?.part).toBe(`${HOW} Allow it.`);
  });

  test('does not exist where the platform has none', async () => {
    const { discussions } = await openTalk();
    const caller = { ...ada, channel: 'console:local' };
    await expect(discussions.services.discuss('bats', caller)).rejects.toThrow('There are no threads here');
    await expect(discussions.services.changeThreadSettings({ recapDays: 1 }, caller)).rejects.toThrow('no threads');
  });
});

describe('what keeps a thread from being opened', () => {
  test('is told in a sentence, and tried again by itself where it may pass', async () => {
    const platform = threadedPlatform();
    const { open: openIt } = platform.threads;
    let isDown = true;
    const threads = {
      ...platform.threads,
      open: async (...given: Parameters<typeof openIt>) => (isDown ? fail() : openIt(...given)),
    };
    const { discussions, rows, logged, passDays } = await openTalk({ platform: { ...platform, threads } });
    await expect(discussions.services.discuss('bats', ada)).rejects.toThrow(
      'The thread could not be opened: The chat does not answer. It is opened by itself once that is over.',
    );
    await discussions.tend({ ...platform, threads });
    await discussions.tend({ ...platform, threads });
    expect(logged).toEqual(['a thread is still to be opened: The chat does not answer.']);
    isDown = false;
    passDays(0.01);
    await discussions.tend({ ...platform, threads });
    expect(await rows('discussions')).toMatchObject([{ state: 'open' }]);
    expect(platform.posts).toHaveLength(4);
  });

  test('is given up after a day', async () => {
    const platform = threadedPlatform({}, { open: fail });
    const { discussions, passDays, rows } = await openTalk({ platform });
    await discussions.services.discuss('bats', ada).catch(() => {});
    passDays(2);
    await discussions.tend(platform);
    expect(await rows('discussions')).toEqual([]);
  });

  test('and does not pass leaves nothing behind that would be tried again', async () => {
    const platform = threadedPlatform({}, { open: () => Promise.reject(shut) });
    const { discussions, rows } = await openTalk({ platform });
    await expect(discussions.services.discuss('bats', ada)).rejects.toThrow(
      /^The thread could not be opened: I am not let in\.$/,
    );
    expect(await rows('discussions')).toEqual([]);
  });

  test('leaves a thread that was opened and cannot be begun to itself, until it is deleted', async () => {
    const platform = threadedPlatform();
    const { look } = platform.threads;
    const { post } = platform;
    platform.post = () => Promise.reject(shut);
    let isShut = true;
    const threads = { ...platform.threads, look: (id: string) => (isShut ? Promise.reject(shut) : look(id)) };
    const talk = await openTalk({ platform: Object.assign(platform, { threads }) });
    const { services } = talk.discussions;
    await expect(services.discuss('bats', ada)).rejects.toThrow('could not be opened: I am not let in.');
    await talk.discussions.tend(platform);
    expect(await talk.rows('discussions')).toMatchObject([{ state: 'opening', thread: PLACE }]);
    expect(await talk.rows('thread_posts')).toHaveLength(3);
    isShut = false;
    platform.post = post;
    platform.opened.splice(0);
    talk.passDays(0.01);
    expect(await services.discuss('bats', ada)).toMatchObject({ wasOpen: false });
    const second = platform.posts.filter(({ channel }) => channel === 'fake:A:c.t2');
    expect(second.map(({ part }) => part.split(':')[0])).toEqual(['About this paper', 'Abstract', HOW]);
  });

  test('keeps a thread that is there from being opened again', async () => {
    let isShut = false;
    const platform = threadedPlatform();
    const threads = {
      ...platform.threads,
      look: (id: string) => (isShut ? Promise.reject(shut) : platform.threads.look(id)),
    };
    const { discussions, open, rows } = await openTalk({ platform: { ...platform, threads } });
    await open('bats');
    isShut = true;
    await expect(discussions.services.discuss('bats', ada)).rejects.toThrow('cannot be seen now: I am not let in.');
    expect(await rows('discussions')).toMatchObject([{ state: 'open' }]);
    expect(platform.opened).toHaveLength(1);
  });
});

describe('after a crash', () => {
  test('the thread that was just opened is found, and no other is opened', async () => {
    const platform = threadedPlatform();
    const { open: openIt } = platform.threads;
    const ending = { ...platform, threads: { ...platform.threads, open: openIt } };
    ending.threads.open = async (...given) => {
      await openIt(...given);
      throw new Error('ended');
    };
    const talk = await openTalk({ platform: ending });
    await expect(talk.discussions.services.discuss('bats', ada)).rejects.toThrow('ended');
    talk.passDays(0.1);
    ending.threads.open = openIt;
    await talk.restart().tend(ending);
    expect(platform.opened).toHaveLength(1);
    expect(platform.posts).toHaveLength(4);
    expect(await talk.rows('discussions')).toMatchObject([{ state: 'open', thread: PLACE }]);
  });

  test.each([0, 1, 2, 3, 4])(
    'after %i of its messages, a thread is finished, and nothing stands there twice',
    async (done) => {
      let left = done;
      const platform = threadedPlatform();
      const { post } = platform;
      // The message is there, but the process ends before it learns of it.
      platform.post = async (...given) => {
        left -= 1;
        if (left < -1) throw new Error('ended');
        const id = await post(...given);
        if (left < 0) throw new Error('ended');
        return id;
      };
      const talk = await openTalk({ platform });
      await talk.discussions.services.discuss('bats', ada).catch(() => {});
      platform.post = post;
      talk.passDays(0.1);
      await talk.restart().tend(platform);
      expect(platform.posts).toHaveLength(4);
      expect(await talk.rows('discussions')).toMatchObject([{ state: 'open', thread: PLACE }]);
      expect(await talk.rows('thread_posts')).toEqual([]);
    },
  );
});

test('what the platform refuses for its content is said as plain text, once', async () => {
  const platform = threadedPlatform();
  const { post } = platform;
  platform.post = async (channel, part, marker) => {
    if (part.startsWith('Abstract')) throw new DeliveryError('bad', 'No.', { obstacle: 'content' });
    return post(channel, part, marker);
  };
  const { rows, open } = await openTalk({ platform });
  await open('bats');
  expect(platform.posts.slice(1).map(({ part }) => part)).toEqual([
    'About this paper: Bats; We present Bats and test it.',
    'plain undefined: Bats',
  ]);
  expect(await rows('discussions')).toMatchObject([{ state: 'open' }]);
});

function fail(): Promise<never> {
  return Promise.reject(down());
}
