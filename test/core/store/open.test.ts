import { expect, it } from 'vitest';
import { ConfigError } from '../../../src/core/errors.ts';
import { openStore } from '../../../src/core/store/open.ts';

it.each(['sqlite::memory:', 'sqlite://:memory:'])('opens %s', async (url) => {
  const store = await openStore(url);
  await store.records('a').set('key', 'value');
  expect(await store.records('a').get('key')).toBe('value');
  await store.close();
});

it.each(['postgres://user:hunter2@host/db', 'hunter2.db', 'sqlite:', ''])(
  'refuses %j, names what it accepts and repeats no password',
  async (url) => {
    const opening = openStore(url);
    await expect(opening).rejects.toThrow(ConfigError);
    await expect(opening).rejects.toThrow('sqlite:PATH or sqlite::memory:');
    await expect(opening).rejects.toThrow(/^(?!.*hunter2)/s);
  },
);
