/** What Paperboy may do in a workspace, by the scope that allows it, and what for (https://docs.slack.dev/reference/scopes). */
export const SCOPES = {
  commands: 'to be asked with /papers and from the menu of a message',
  'chat:write': 'to post digests and answers',
  'app_mentions:read': 'to answer where it is mentioned',
  'im:history': 'to read what people write to it directly',
  'channels:history': 'to look whether a digest was posted in a public channel, and to read its discussions there',
  'groups:history': 'to look whether a digest was posted in a private channel, and to read its discussions there',
  'channels:read': 'to see its public channels, and that it was added to one',
  'groups:read': 'to see its private channels, and that it was added to one',
  'im:read': 'to see its direct messages',
  'im:write': 'to begin direct messages, where an answer is too long for the channel',
  'channels:join': 'to join a public channel that subscribes to a topic',
  'users:read': 'to know who may manage a channel, and the names of those who discuss a paper',
  'files:write': 'to send saved papers as a BibTeX file',
} as const;

/** One of {@link SCOPES}. */
export type Scope = keyof typeof SCOPES;

/** All that Paperboy asks for when it is installed. */
export const BOT_SCOPES: readonly Scope[] = Object.keys(SCOPES).filter(isScope);

/** What Slack tells Paperboy of, each with the scopes of which it takes one (https://docs.slack.dev/reference/events). */
export const EVENTS = {
  app_mention: ['app_mentions:read'],
  'message.im': ['im:history'],
  'message.channels': ['channels:history'],
  'message.groups': ['groups:history'],
  channel_deleted: ['channels:read'],
  group_deleted: ['groups:read'],
  member_joined_channel: ['channels:read', 'groups:read'],
  app_uninstalled: [],
  tokens_revoked: [],
} as const satisfies Record<string, readonly Scope[]>;

/** The scopes that are not among those granted. */
export function findMissingScopes(granted: readonly string[]): readonly Scope[] {
  return BOT_SCOPES.filter((scope) => !granted.includes(scope));
}

function isScope(name: string): name is Scope {
  return name in SCOPES;
}
