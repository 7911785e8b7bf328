import { expect, test } from 'vitest';
import { commands } from '../../commands/index.ts';
import { toManifest } from '../../src/platforms/slack/commands.ts';
import { openDesk } from './program.ts';

/** Makes a program fail that loads the library of a platform or of models. */
const NO_LIBRARIES = `data:text/javascript,${encodeURIComponent(
  `import { registerHooks } from 'node:module';
   registerHooks({ resolve(name, context, next) {
     if (/^(?:@slack|discord\\.js|openai)/.test(name)) throw new Error(name + ' is loaded');
     return next(name, context);
   } });`,
)}`;

test('prints the manifest of Socket Mode, without loading any library of a platform', async () => {
  const run = await openDesk().run(['manifest'], { env: { NODE_OPTIONS: `--import "${NO_LIBRARIES}"` } });
  expect(run).toMatchObject({ code: 0, stderr: '' });
  expect(JSON.parse(run.stdout)).toEqual(toManifest(commands));
});

test('prints the manifest for an address, to which the path is added, and refuses one that Slack would not call', async () => {
  const desk = openDesk();
  const run = await desk.run(['manifest', '--http', 'https://papers.example']);
  const requestUrl = 'https://papers.example/slack/events';
  expect(JSON.parse(run.stdout)).toEqual(toManifest(commands, { requestUrl }));
  const refused = await desk.run(['manifest', '--http', 'papers.example']);
  expect(refused).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(/^paperboy: --http: .*https:/) });
});
