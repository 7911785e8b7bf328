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
