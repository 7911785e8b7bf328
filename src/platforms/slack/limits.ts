/** Blocks of a message (https://docs.slack.dev/reference/block-kit/blocks). */
export const MAX_BLOCKS = 50;

/** Characters of a section's text (https://docs.slack.dev/reference/block-kit/blocks/section-block). */
export const MAX_SECTION = 3000;

/** Characters of one text of a context block: not documented, and well below what a section takes. */
export const MAX_CONTEXT = 2000;

/** Characters of a header (https://docs.slack.dev/reference/block-kit/blocks/header-block). */
export const MAX_HEADER = 150;

/** Characters of a button's label (https://docs.slack.dev/reference/block-kit/block-elements/button-element). */
export const MAX_LABEL = 75;

/** Characters of a button's value (same page); ours are ids of 100 bytes at most. */
export const MAX_VALUE = 2000;

/** Elements of an actions block (https://docs.slack.dev/reference/block-kit/blocks/actions-block); ours stand in one row. */
export const MAX_ROW = 5;

/** Choices of a menu (https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element). */
export const MAX_ENTRIES = 100;

/** Characters of a choice's name; its value may have 150 (https://docs.slack.dev/reference/block-kit/composition-objects/option-object). */
export const MAX_CHOICE = 75;

/** Characters of a placeholder of a menu or a field (https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element). */
export const MAX_PLACEHOLDER = 150;

/**
 * Characters of all blocks of a message, as JSON. It is not documented: beyond some 12,000 characters of text, what holds
 * them counted, Slack answers `msg_blocks_too_long` (https://github.com/slackapi/bolt-js/issues/2509, /2867).
 */
export const MAX_MESSAGE = 10_000;

/** Characters of a message's text; more are taken, but not recommended (https://docs.slack.dev/reference/methods/chat.postMessage#truncating). */
export const MAX_TEXT = 4000;

/** Characters of a form's title and of the words on its buttons (https://docs.slack.dev/reference/views). */
export const MAX_FORM_TITLE = 24;

/** Characters that a form keeps for us (same page). */
export const MAX_FORM_METADATA = 3000;

/** Characters that a text field of a form takes (https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element). */
export const MAX_FORM_TEXT = 3000;

/** Posts to one channel (https://docs.slack.dev/reference/methods/chat.postMessage#rate_limiting). */
export const CHANNEL_RATE = { calls: 1, perMs: 1000 } as const;

/** Posts to a workspace: "several hundred messages per minute" (same page). */
export const WORKSPACE_RATE = { calls: 300, perMs: 60_000 } as const;

/** Looks at the history of channels, of tier 3 (https://docs.slack.dev/apis/web-api/rate-limits#tier_t3). */
export const HISTORY_RATE = { calls: 50, perMs: 60_000 } as const;

/** Looks into threads, of the same tier, which is counted for each method. */
export const REPLIES_RATE = HISTORY_RATE;

/** Messages of one page of a channel's history, as many as it gives well (https://docs.slack.dev/reference/methods/conversations.history). */
export const MAX_PAGE = 200;

/** Messages that one use of a command may be answered with at its response address (https://docs.slack.dev/interactivity/handling-user-interaction). */
export const MAX_RESPONSES = 5;
