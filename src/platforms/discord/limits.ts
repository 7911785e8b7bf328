/** Components of a message, nested ones counted (https://docs.discord.com/developers/components/reference). */
export const MAX_COMPONENTS = 40;

/** Characters over all text displays of a message (https://docs.discord.com/developers/components/reference#text-display). */
export const MAX_TEXT = 4000;

/**
 * Bytes of a message's components as Discord weighs them, with 12 for each. It is not documented: beyond 10,170 a message
 * fails with status 500 (https://github.com/discord/discord-api-docs/issues/8554).
 */
export const MAX_BYTES = 10_000;

/** What a component weighs besides its texts, in bytes. */
export const COMPONENT_BYTES = 12;

/** Buttons of one action row (https://docs.discord.com/developers/components/reference#action-row). */
export const MAX_ROW = 5;

/** Characters of a button's label (https://docs.discord.com/developers/components/reference#button). */
export const MAX_LABEL = 80;

/** Characters of a nonce (https://docs.discord.com/developers/resources/message#create-message). */
export const MAX_NONCE = 25;

/** Requests of a bot, whatever they are for (https://docs.discord.com/developers/topics/rate-limits#global-rate-limit). */
export const OVERALL_RATE = { calls: 50, perMs: 1000 } as const;

/**
 * Posts to one channel. The documentation leaves it to each answer's headers; what they say has been this for years
 * (https://javacord.org/wiki/advanced-topics/ratelimits.html).
 */
export const CHANNEL_RATE = { calls: 5, perMs: 5000 } as const;

/** Messages of one page of a channel's history (https://docs.discord.com/developers/resources/message#get-channel-messages). */
export const MAX_PAGE = 100;

/** Subcommands of a command, options of a subcommand, choices of an option and completions at a time. */
export const MAX_ENTRIES = 25;

/** Characters of a description, and of a choice's name and value. */
export const MAX_CHOICE = 100;

/** How long a completion may take: Discord shows nothing after three seconds, the way there and back counted. */
export const COMPLETE_WITHIN_MS = 2500;

/** Fields of a form (https://docs.discord.com/developers/interactions/receiving-and-responding#modal). */
export const MAX_FORM = 5;

/** Characters of a form's title and of a field's label (https://docs.discord.com/developers/components/reference#label). */
export const MAX_FORM_LABEL = 45;

/** Characters of a thread's name (https://docs.discord.com/developers/resources/channel#start-thread-from-message). */
export const MAX_THREAD_NAME = 100;

/** Minutes without a message after which a thread leaves the list of channels: the longest that may be chosen, a week. */
export const ARCHIVE_MINUTES = 10_080;
