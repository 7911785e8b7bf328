import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  accessSync,
  constants,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A package of its own around the launcher, with `program` as its command line. */
function makePackage(program: string, place = ''): string {
  const top = mkdtempSync(join(tmpdir(), 'paperboy-launch-'));
  folders.push(top);
  const folder = join(top, place);
  mkdirSync(join(folder, 'src/cli'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  copyFileSync(join(root, 'src/cli/launch.js'), join(folder, 'src/cli/launch.js'));
  writeFileSync(join(folder, 'src/cli/index.ts'), program);
  return folder;
}

function giveOwnNode(folder: string): void {
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(join(root, 'node_modules/node'), join(folder, 'node_modules/node'));
}

function start(node: string, folder: string, ...args: string[]) {
  return spawn(node, [join(folder, 'src/cli/launch.js'), ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
}

async function run(node: string, folder: string, ...args: string[]) {
  return finish(start(node, folder, ...args));
}

async function finish(child: ReturnType<typeof start>) {
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code: Number(code), stdout, stderr };
}

/** The machine's own Node, when it is older than what Paperboy needs. */
function findOldNode(): string | undefined {
  const candidates = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'));
  return candidates.map((folder) => join(folder, 'node')).find((path) => isExecutable(path) && isOld(path));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function isOld(node: string): boolean {
  const [major = 0, minor = 0] = execFileSync(node, ['-p', 'process.versions.node'], { encoding: 'utf8' })
    .split('.')
    .map(Number);
  return major < 22 || (major === 22 && minor < 19);
}

const tellsItsRun = `
  const told: { node: string; args: string[] } = { node: process.version, args: process.argv.slice(2) };
  console.log(JSON.stringify(told));
  process.exitCode = 7;
`;

describe('under a Node that is new enough', () => {
  test('runs the command line in the same process, with its arguments and exit code', async () => {
    const { code, stdout, stderr } = await run(process.execPath, makePackage(tellsItsRun), 'search', 'two words');
    expect({ code, told: JSON.parse(stdout), stderr }).toEqual({
      code: 7,
      told: { node: process.version, args: ['search', 'two words'] },
      stderr: '',
    });
  });

  test.each([
    ['22.18.9', 2],
    ['22.19.0', 7],
    ['23.0.0', 7],
  ])('takes Node %s for what it is, and ends with %i', async (version, code) => {
    const folder = makePackage(tellsItsRun);
    const disguise = join(folder, 'disguise.js');
    writeFileSync(disguise, `Object.defineProperty(process, 'versions', { value: { node: '${version}' } });`);
    const launcher = join(folder, 'src/cli/launch.js');
    const child = spawn(process.execPath, ['--import', disguise, launcher], { stdio: ['ignore', 'pipe', 'pipe'] });
    expect((await finish(child)).code).toBe(code);
  });

  test('says what to do when the package lies inside node_modules, where Node runs no TypeScript', async () => {
    const { code, stdout, stderr } = await run(process.execPath, makePackage(tellsItsRun, 'node_modules/paperboy'));
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/clone .* "npm ci" .* "npm link"/);
  });
});

const oldNode = findOldNode();

describe.skipIf(oldNode === undefined)('under an old Node (skipped where the machine has none)', () => {
  const node = oldNode ?? '';

  test("runs again with the package's own Node, with its arguments and exit code", async () => {
    const folder = makePackage(tellsItsRun);
    giveOwnNode(folder);
    const { code, stdout, stderr } = await run(node, folder, 'ingest', '-', '--json');
    expect({ code, told: JSON.parse(stdout), stderr }).toEqual({
      code: 7,
      told: { node: process.version, args: ['ingest', '-', '--json'] },
      stderr: '',
    });
  });

  test("names the Node it needs when the package's own is not installed", async () => {
    const { code, stdout, stderr } = await run(node, makePackage(tellsItsRun), 'demo');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^Paperboy needs Node 22\.19 or newer, and this is [\d.]+: run "npm ci" .*\n$/);
  });

  test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    'passes %s on and ends with the code of the program',
    async (signal) => {
      const folder = makePackage(`
      process.on('${signal}', () => process.exit(9));
      setInterval(() => undefined, 1000);
      console.log('ready');
    `);
      giveOwnNode(folder);
      const child = start(node, folder);
      await once(child.stdout, 'data');
      child.kill(signal);
      expect(await once(child, 'exit')).toEqual([9, null]);
    },
  );

  test('ends with 128 and the number of the signal that killed the program', async () => {
    const folder = makePackage(`process.kill(process.pid, 'SIGKILL');`);
    giveOwnNode(folder);
    expect((await run(node, folder)).code).toBe(137);
  });
});
