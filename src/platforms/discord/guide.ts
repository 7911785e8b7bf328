import type { Guide } from '../guide.ts';

/** Also on the addresses of Discord's test programs; a link to a message names its channel. */
const LINK = /^(?:https?:\/\/)?(?:\w+\.)?discord(?:app)?\.com\/channels\/(@me|\d+)\/(\d+)(?:[/?#]|$)/;

const ID = /^discord:(?:@me|\d+):\d+$/;

/** The channel that a link to it names, as people copy it in Discord. */
export function readLink(text: string): string | undefined {
  const link = text.trim();
  if (ID.test(link)) return link;
  const [, guild, channel] = LINK.exec(link) ?? [];
  return guild === undefined || channel === undefined ? undefined : `discord:${guild}:${channel}`;
}

/** How Discord is set up. */
export const guide: Guide = {
  steps: `1. At https://discord.com/developers/applications choose
   "New Application", and name it.
2. Under Bot choose "Reset Token", and copy it. No privileged intent is
   needed.`,
  tokens: [{ variable: 'DISCORD_TOKEN', label: "The bot's token", checks: ['discord', 'discord invite'] }],
  invite: 'discord invite',
  link: 'https://discord.com/channels/SERVER/CHANNEL ("Copy Link" in its menu)',
  readLink,
};
