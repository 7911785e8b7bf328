import type { webApi } from '@slack/bolt';
import type { Command } from '../../command.ts';
import { shorten } from '../../core/plain-text.ts';
import { BOT_SCOPES, EVENTS } from './scopes.ts';

/** What an app of Slack is made from (https://docs.slack.dev/reference/app-manifest). */
export type Manifest = webApi.AppsManifestCreateArguments['manifest'];

/** The slash command under which all others stand. */
const SLASH_COMMAND = '/papers';

/** Where Slack calls Paperboy, below its address, without Socket Mode. */
export const HTTP_PATH = '/slack/events';

/** Characters of a shortcut's name: the app's settings take no more, whatever the manifest says. */
const MAX_SHORTCUT_NAME = 24;

/** Characters of a shortcut's description (https://docs.slack.dev/reference/app-manifest#features). */
const MAX_SHORTCUT_DESCRIPTION = 150;

/** Characters of a slash command's usage hint (same page). */
const MAX_USAGE_HINT = 1000;

/** The declarations as Slack takes them: one slash command, and a message shortcut for each command that declares one. */
export function toManifest(
  commands: readonly Command[],
  { requestUrl }: { readonly requestUrl?: string } = {},
): Manifest {
  const request = { ...(requestUrl !== undefined && { request_url: requestUrl }) };
  return {
    display_information: {
      name: 'Paperboy',
      description: 'Brings this team the research papers it cares about',
    },
    features: {
      app_home: { home_tab_enabled: false, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: 'paperboy', always_online: true },
      shortcuts: commands.flatMap(toShortcut),
      slash_commands: [
        {
          command: SLASH_COMMAND,
          ...(requestUrl !== undefined && { url: requestUrl }),
          description: 'Research papers for this channel',
          usage_hint: shorten(hintOf(commands), MAX_USAGE_HINT),
          should_escape: false,
        },
      ],
    },
    oauth_config: { scopes: { bot: [...BOT_SCOPES] } },
    settings: {
      event_subscriptions: { ...request, bot_events: Object.keys(EVENTS).filter(isEvent) },
      interactivity: { is_enabled: true, ...request },
      org_deploy_enabled: false,
      socket_mode_enabled: requestUrl === undefined,
      token_rotation_enabled: false,
    },
  };
}

/** Not all commands by name: an app that is made already need not be made anew for one more. */
function hintOf([first]: readonly Command[]): string {
  return [first?.examples[0], 'help'].filter((example) => example !== undefined).join(' | ');
}

function toShortcut({ name, description, shortcut }: Command) {
  if (shortcut === undefined) return [];
  return {
    type: 'message' as const,
    name: shorten(shortcut.label, MAX_SHORTCUT_NAME),
    callback_id: name,
    description: shorten(description, MAX_SHORTCUT_DESCRIPTION),
  };
}

function isEvent(name: string): name is keyof typeof EVENTS {
  return name in EVENTS;
}
