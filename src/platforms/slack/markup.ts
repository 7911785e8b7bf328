import { linkChannel, type Markup } from '../markup.ts';
import { escapeButLinks, escapeMrkdwn, link, strong } from './escape.ts';
import { MAX_HEADER, MAX_SECTION } from './limits.ts';

/** Slack's mrkdwn. */
export const mrkdwn: Markup = {
  escape: escapeMrkdwn,
  escapeButLinks,
  link,
  channel: linkChannel,
  strong,
  bullet: '• ',
  longestTitle: MAX_HEADER,
  isWithin: (text) => text.length <= MAX_SECTION,
  // A bullet may still come before it.
  isLine: (text) => text.length <= MAX_SECTION - 2,
};
