import { commands } from '../../commands/index.ts';
import { UserInputError } from '../core/errors.ts';
import { examples, type ExitCode, type Verb, type VerbContext } from './verb.ts';

/** `paperboy manifest`: what an app of Slack is made from. */
export const manifest: Verb = {
  declare: (command, run) =>
    command
      .name('manifest')
      .description('the manifest from which Slack makes the app, as JSON: config/slack-manifest.json')
      .option('--http <url>', 'where Slack calls Paperboy, instead of Socket Mode')
      .addHelpText('after', examples('paperboy manifest', 'paperboy manifest --http https://papers.example.org'))
      .action((options: { http?: string }) => run((context) => printManifest(context, options.http))),
};

async function printManifest({ terminal }: VerbContext, http: string | undefined): Promise<ExitCode> {
  const { HTTP_PATH, toManifest } = await import('../platforms/slack/commands.ts');
  const made = toManifest(commands, http === undefined ? {} : { requestUrl: readRequestUrl(http, HTTP_PATH) });
  await terminal.print(JSON.stringify(made, null, 2));
  return 0;
}

/** An address without a path is that of the whole program. */
function readRequestUrl(text: string, path: string): string {
  const url = URL.parse(text.trim());
  if (url?.protocol !== 'https:')
    throw new UserInputError(
      `--http: expected the public address of Paperboy, https://papers.example.org: Slack calls nothing else.`,
    );
  if (url.pathname === '/') url.pathname = path;
  return url.href;
}
