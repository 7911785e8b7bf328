import { readLink as readDiscordLink } from '../../platforms/discord/link.ts';
import { readLink as readSlackLink } from '../../platforms/slack/link.ts';
import type { Variables } from './desk.ts';

/** A token to be asked for. */
export interface TokenGuide {
  readonly variable: string;
  readonly label: string;
  /** The checks of `paperboy doctor` that tell whether it is the right one. */
  readonly checks: readonly string[];
}

/** How a platform is set up. */
export interface Guide {
  readonly id: 'discord' | 'slack';
  readonly name: string;
  /** How people get the tokens, in a few lines. */
  readonly steps: string;
  readonly tokens: readonly TokenGuide[];
  /** The check that says how the bot is brought to a server, where it has to be. */
  readonly invite?: string;
  /** What a link to a channel looks like. */
  readonly link: string;
  /** The space to be known before a link can be read, where links do not tell. Rejects where the platform does not either. */
  findSpace(env: Variables): Promise<string>;
  /** The channel that a link names. */
  readLink(text: string, space: string): string | undefined;
}

/** The chat platforms that take a token. */
export const guides: readonly Guide[] = [
  {
    id: 'discord',
    name: 'Discord',
    steps: `1. At https://discord.com/developers/applications choose New Application, and name it.
2. Under Bot choose Reset Token, and copy it. No privileged intent is needed.`,
    tokens: [{ variable: 'DISCORD_TOKEN', label: "The bot's token", checks: ['discord', 'discord invite'] }],
    invite: 'discord invite',
    link: 'https://discord.com/channels/SERVER/CHANNEL ("Copy Link" in its menu)',
    findSpace: async () => '',
    readLink: readDiscordLink,
  },
  {
    id: 'slack',
    name: 'Slack',
    steps: `1. At https://api.slack.com/apps?new_app=1 choose "From a manifest", and paste
   what config/slack-manifest.json holds.
2. Install it to the workspace; under OAuth & Permissions copy the
   "Bot User OAuth Token" (xoxb-…).
3. Under Basic Information, App-Level Tokens, generate one with the scope
   connections:write (xapp-…).`,
    tokens: [
      { variable: 'SLACK_BOT_TOKEN', label: 'The bot token, xoxb-…', checks: ['slack', 'slack scopes'] },
      { variable: 'SLACK_APP_TOKEN', label: 'The app-level token, xapp-…', checks: ['slack connection'] },
    ],
    link: 'https://WORKSPACE.slack.com/archives/CHANNEL ("Copy link" in its menu)',
    async findSpace(env) {
      const { findWorkspace } = await import('../../platforms/slack/doctor.ts');
      const apiUrl = env['SLACK_API_URL']?.trim();
      return findWorkspace({ botToken: env['SLACK_BOT_TOKEN']?.trim() ?? '', ...(apiUrl && { apiUrl }) });
    },
    readLink: readSlackLink,
  },
];
