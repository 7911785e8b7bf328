import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { UserInputError } from '../../../src/core/errors.ts';
import { backUpStore, restoreStore, type Restored } from '../../../src/core/store/backup.ts';
import { openStore } from '../../../src/core/store/open.ts';
import { MIGRATIONS } from '../../../src/core/store/schema.ts';
import { sql } from '../../../src/core/store/sql.ts';
import { SqliteConnection } from '../../../src/core/store/sqlite-connection.ts';
import type { Store } from '../../../src/core/store/store.ts';
import { canMount, openSmallDisk } from '../../fakes/small-disk.ts';

const NOON = Date.parse('2026-07-14T12:00:00Z');

describe('a backup', () => {
  let folder: string;
  let url: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'paperboy-backup-'));
    url = `sqlite:${join(folder, 'a.db')}`;
    file = join(folder, 'backup');
    onTestFinished(() => rmSync(folder, { recursive: true }));
  });

  const restore = (replace: boolean): Promise<Restored> =>
    restoreStore(url, file, { replace, now: () => NOON, settle: async () => {} });

  function change(path: string, statement: string): void {
    const database = new SqliteConnection(path);
    database.exec(statement);
    database.close();
  }

  function replaceWithFolder(path: string): void {
    rmSync(path);
    mkdirSync(path);
  }

  async function openWith(value: string): Promise<Store> {
    const store = await openStore(url);
    await store.records('a').set('key', value);
    return store;
  }

  async function readBack(): Promise<unknown> {
    const store = await openStore(url);
    const value: unknown = await store.records('a').get('key');
    await store.close();
    return value;
  }

  test('is one file of one moment, made while the store is in use and another writes', async () => {
    const store = await openWith('then');
    await store.query(sql`INSERT INTO channels (id, cursor) VALUES ('c', 1)`);
    const writing = await openStore(url);
    const half = writing.transaction(function* () {
      yield sql`UPDATE channels SET cursor = 2`;
      // Nothing of a transaction that goes on is in it.
      void backUpStore(url, file);
    });
    await half;
    await store.records('a').set('key', 'now');
    await Promise.all([store.close(), writing.close()]);
    expect(readdirSync(folder).toSorted()).toEqual(['a.db', 'a.db.lock', 'backup']);
    expect(await restore(true)).toEqual({ papers: 0, channels: 1, kept: join(folder, 'a.db.before-20260714120000') });
    const restored = await openStore(url);
    expect(await restored.query(sql`SELECT cursor FROM channels`)).toEqual([{ cursor: 1 }]);
    await restored.close();
    expect(await readBack()).toBe('then');
  });

  test('takes no store’s place unasked, nor while anything is at work on it', async () => {
    const store = await openWith('first');
    await backUpStore(url, file);
    await store.records('a').set('key', 'second');
    await expect(restore(false)).rejects.toThrow(/There is a store at .* already. With --replace/);
    const busy = {
      code: 'store-in-use',
      message: expect.stringContaining('Another Paperboy is at work on this store'),
    };
    await expect(restore(true)).rejects.toMatchObject(busy);
    const lock = await store.lock();
    await store.close();
    await expect(restore(true)).rejects.toMatchObject(busy);
    await lock?.release();
    expect(await readBack()).toBe('second');
    await restore(true);
    expect(await readBack()).toBe('first');
  });

  test('lets nobody at a store while it takes its place', async () => {
    await (await openWith('kept')).close();
    await backUpStore(url, file);
    const refusal = {
      code: 'store-in-use',
      message: 'A backup is just taking the place of this store: try again when `paperboy restore` has ended.',
    };
    const settle = async (): Promise<void> => {
      await expect(openStore(url)).rejects.toMatchObject(refusal);
      await expect(backUpStore(url, join(folder, 'other'))).rejects.toMatchObject(refusal);
    };
    await restoreStore(url, file, { replace: true, now: () => NOON, settle });
    expect(await readBack()).toBe('kept');
  });

  const otherKind = 'is no backup of Paperboy: it is a file of another kind.';

  test.each<[string, (path: string) => void, string]>([
    [
      'is cut short',
      (path) => truncateSync(path, 20_000),
      'cannot be restored: it is damaged, or only a part of a backup.',
    ],
    ['is a text', (path) => writeFileSync(path, 'Dear diary. '.repeat(1000)), otherKind],
    ['is empty', (path) => writeFileSync(path, ''), otherKind],
    ['is of another program', (path) => change(path, 'DROP TABLE intake_papers'), otherKind],
    [
      'is of a newer Paperboy',
      (path) => change(path, 'PRAGMA user_version = 99'),
      `cannot be restored: it is of version 99, and this Paperboy knows only ${MIGRATIONS.length}.`,
    ],
    ['is a folder', (path) => replaceWithFolder(path), 'is no backup of Paperboy: it is a folder.'],
  ])('that %s is refused in one sentence, and the store stays', async (_case, spoil, sentence) => {
    await (await openWith('kept')).close();
    await backUpStore(url, file);
    spoil(file);
    await expect(restore(true)).rejects.toEqual(new UserInputError(`${file} ${sentence}`));
    expect(await readBack()).toBe('kept');
    expect(readdirSync(folder).filter((name) => /restoring|before/.test(name))).toEqual([]);
  });

  test('never takes the place of the store itself, by whatever name, nor of what is kept beside it', async () => {
    const store = await openWith('kept');
    const lock = await store.lock();
    const path = join(folder, 'a.db');
    linkSync(path, join(folder, 'hard'));
    symlinkSync(path, join(folder, 'soft'));
    symlinkSync(folder, join(folder, 'there'));
    const names = [
      'a.db',
      'a.db-wal',
      'a.db-shm',
      'a.db.lock',
      'hard',
      'soft',
      'there/a.db',
      '../' + basename(folder) + '/a.db',
    ];
    for (const name of names)
      for (const replace of [false, true])
        await expect(backUpStore(url, join(folder, name), { replace })).rejects.toThrow(
          'That is the store itself: name',
        );
    await lock?.release();
    await store.close();
    for (const name of ['a.db-wal', 'there/a.db-shm', 'a.db-journal', 'a.db.restoring'])
      await expect(backUpStore(url, join(folder, name))).rejects.toThrow('That is the store itself: name');
    await openStore(`sqlite:${join(folder, 'b.part')}`).then((other) => other.close());
    await expect(backUpStore(`sqlite:${join(folder, 'b.part')}`, join(folder, 'b'))).rejects.toThrow(
      'the store itself',
    );
    expect(await readBack()).toBe('kept');
  });

  test('replaces a file only when told to, and never a folder', async () => {
    await (await openWith('kept')).close();
    writeFileSync(file, 'Dear diary.');
    await expect(backUpStore(url, file)).rejects.toThrow(
      `There is a file ${file} already: name another, or say --replace`,
    );
    expect(readFileSync(file, 'utf8')).toBe('Dear diary.');
    expect(await backUpStore(url, file, { replace: true })).toEqual({ papers: 0, channels: 0 });
    await expect(backUpStore(url, folder, { replace: true })).rejects.toThrow(
      `${folder} is a folder: name a file for the backup.`,
    );
    for (const missing of [join(folder, 'none'), join(file, 'below')])
      await expect(backUpStore(url, join(missing, 'b'))).rejects.toThrow(`There is no folder ${missing} to write`);
  });

  test('is restored from a file that is there, and not the store itself', async () => {
    await (await openWith('kept')).close();
    await expect(restore(true)).rejects.toEqual(new UserInputError(`There is no file ${file}.`));
    linkSync(join(folder, 'a.db'), file);
    await expect(restore(true)).rejects.toEqual(new UserInputError('That is the store itself: name a backup of it.'));
    expect(await readBack()).toBe('kept');
  });

  test('takes the place of the store that a link leads to, and the link stays', async () => {
    await (await openWith('kept')).close();
    await backUpStore(url, file);
    const link = join(folder, 'link.db');
    symlinkSync(join(folder, 'a.db'), link);
    await (await openWith('changed')).close();
    const { kept } = await restoreStore(`sqlite:${link}`, file, {
      replace: true,
      now: () => NOON,
      settle: async () => {},
    });
    expect(readlinkSync(link)).toBe(join(folder, 'a.db'));
    expect(await readBack()).toBe('kept');
    expect(kept).toBe(join(folder, 'a.db.before-20260714120000'));
  });

  test('makes the store that a link leads to where there is none yet', async () => {
    await (await openWith('kept')).close();
    await backUpStore(url, file);
    const link = join(folder, 'link.db');
    symlinkSync(join('volume', 'b.db'), link);
    mkdirSync(join(folder, 'volume'));
    await restoreStore(`sqlite:${link}`, file, { replace: false, now: () => NOON, settle: async () => {} });
    expect(readlinkSync(link)).toBe(join('volume', 'b.db'));
    expect(readdirSync(join(folder, 'volume'))).toContain('b.db');
  });

  test('of a newer Paperboy is refused', async () => {
    const store = await openWith('kept');
    await store.query(sql`PRAGMA user_version = 99`);
    await store.close();
    await expect(backUpStore(url, file)).rejects.toThrow('it is of version 99');
    expect(existsSync(file)).toBe(false);
  });

  test('takes the place of a store that is damaged', async () => {
    await (await openWith('kept')).close();
    await backUpStore(url, file);
    writeFileSync(join(folder, 'a.db'), 'Dear diary. '.repeat(1000));
    const { kept = '' } = await restore(true);
    expect(await readBack()).toBe('kept');
    expect(readFileSync(kept, 'utf8')).toContain('Dear diary');
  });

  test.skipIf(!canMount)('that finds no room is said, and leaves nothing behind', async () => {
    const disk = openSmallDisk();
    await (await openWith('x'.repeat(2_000_000))).close();
    await expect(backUpStore(url, join(disk.folder, 'backup'))).rejects.toMatchObject({
      code: 'store-full',
      message: expect.stringContaining('could not be written'),
    });
    expect(readdirSync(disk.folder)).toEqual([]);
  });
});
