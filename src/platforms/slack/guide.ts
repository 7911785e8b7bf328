import type { Guide } from '../guide.ts';

/** What "Copy link" gives: the name of the workspace, not its id. A link to a message names its channel. */
const ARCHIVE = /^(?:https?:\/\/)?[\w.-]+\.slack\.com\/archives\/([CDG][A-Z\d]+)(?:[/?#]|$)/;

/** What stands in the address bar of a browser. */
const CLIENT = /^(?:https?:\/\/)?app\.slack\.com\/client\/(T[A-Z\d]+)\/([CDG][A-Z\d]+)(?:[/?#]|$)/;

const ID = /^slack:[A-Z\d]+:[A-Z\d]+$/;

/** The channel that a link to it names, as people copy it in Slack; in the workspace given where the link does not tell. */
export function readLink(text: string, team = ''): string | undefined {
  const link = text.trim();
  if (ID.test(link)) return link;
  const [, workspace, opened] = CLIENT.exec(link) ?? [];
  if (workspace !== undefined && opened !== undefined) return `slack:${workspace}:${opened}`;
  const [, copied] = ARCHIVE.exec(link) ?? [];
  return copied === undefined ? undefined : `slack:${team}:${copied}`;
}

/** How Slack is set up. */
export const guide: Guide = {
  steps: `1. At https://api.slack.com/apps?new_app=1 choose "From a manifest" and
   your workspace, and paste config/slack-manifest.json in place of what
   is there.
2. Under Install App choose "Install to" your workspace, and copy the
   "Bot User OAuth Token" (xoxb-…).
3. Under Basic Information, App-Level Tokens, choose "Generate Token and
   Scopes", add connections:write, and copy the token (xapp-…).`,
  tokens: [
    { variable: 'SLACK_BOT_TOKEN', label: 'The bot token, xoxb-…', checks: ['slack', 'slack scopes'] },
    { variable: 'SLACK_APP_TOKEN', label: 'The app-level token, xapp-…', checks: ['slack connection'] },
  ],
  link: 'https://WORKSPACE.slack.com/archives/CHANNEL ("Copy link" in its menu)',
  async findTeam(env) {
    const { findWorkspace } = await import('./doctor.ts');
    const apiUrl = env['SLACK_API_URL']?.trim();
    return findWorkspace({ botToken: env['SLACK_BOT_TOKEN']?.trim() ?? '', ...(apiUrl && { apiUrl }) });
  },
  readLink,
};
