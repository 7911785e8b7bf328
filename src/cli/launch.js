#!/usr/bin/env node
// The package's `bin`. Plain JavaScript that even Node 12 reads, so that an old Node gets help instead of a syntax error.
import { spawn } from 'child_process';
import { existsSync } from 'fs';
import module from 'module';
import { constants } from 'os';
import { dirname, join, sep } from 'path';
import { fileURLToPath } from 'url';

const OLDEST_NODE = '22.19';

const here = dirname(fileURLToPath(import.meta.url));
const program = join(here, 'index.ts');
const ownNode = join(here, '../../node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');

if (here.split(sep).includes('node_modules')) {
  refuse(
    'Node runs no TypeScript inside a node_modules folder: clone the Paperboy repository, run "npm ci" there, ' +
      'and then "npm link" if "paperboy" should work everywhere.',
  );
} else if (isNewEnough(process.versions.node)) {
  // Stripping types and compiling anew would take half of a short verb's time.
  module.enableCompileCache();
  import('./index.ts');
} else if (existsSync(ownNode)) {
  rerun();
} else {
  refuse(needed());
}

function isNewEnough(version) {
  const [major, minor] = version.split('.').map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_NODE.split('.').map(Number);
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
}

function rerun() {
  const child = spawn(ownNode, [program].concat(process.argv.slice(2)), { stdio: 'inherit' });
  // A terminal sends Ctrl-C to both processes already; sent on, it would count as a second, impatient one.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  process.on('SIGHUP', () => child.kill('SIGHUP'));
  child.on('error', () => refuse(needed()));
  child.on('exit', (code, signal) => process.exit(signal === null ? code : 128 + constants.signals[signal]));
}

function needed() {
  return (
    'Paperboy needs Node ' +
    OLDEST_NODE +
    ' or newer, and this is ' +
    process.versions.node +
    ': run "npm ci" in ' +
    join(here, '../..') +
    ', which brings its own, or install a newer Node.'
  );
}

function refuse(message) {
  console.error(message);
  process.exitCode = 2;
}
