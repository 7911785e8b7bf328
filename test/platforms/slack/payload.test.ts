import type { types } from '@slack/bolt';
import { z } from 'zod';
import { isWithin, sizeOf } from '../../../src/platforms/slack/pack.ts';
import { renderPost, renderReply, type MessageBody } from '../../../src/platforms/slack/render.ts';
import { findFaults, findPings } from '../../fakes/slack/faults.ts';
import { testPayloads } from '../payloads.ts';
import { showMrkdwn, toOriginal } from './shown.ts';

testPayloads<MessageBody>({
  renderPost,
  renderReply,
  wrongWith: (messages) => messages.flatMap(wrongWithMessage),
  textOf: ({ blocks }) =>
    blocks
      .flatMap(textsOf)
      .map(({ type, text }) => (type === 'mrkdwn' ? showMrkdwn(text).text : toOriginal(text)))
      .join('\n'),
  idsOf: ({ blocks }) =>
    blocks.flatMap((block) =>
      block.type === 'actions' ? block.elements.flatMap((one) => ('value' in one ? (one.value ?? []) : [])) : [],
    ),
  shown: toOriginal,
});

/** What Slack would refuse or do with a message besides showing it; nothing where all is well. */
function wrongWithMessage({ text, blocks, ...flags }: MessageBody): readonly unknown[] {
  const size = sizeOf(blocks);
  const sent = z.object({ blocks: z.array(z.record(z.string(), z.unknown())) }).loose();
  const body = sent.parse(JSON.parse(JSON.stringify({ text, blocks })));
  const texts = [{ type: 'mrkdwn', text } as const, ...blocks.flatMap(textsOf)];
  return [
    ...(isWithin(size) ? [] : [size]),
    ...(JSON.stringify(flags) === '{"unfurl_links":false,"unfurl_media":false}' ? [] : [flags]),
    ...findFaults(body.blocks),
    ...findPings(body),
    ...texts.flatMap((shown) => [
      ...(shown.text.trim() === '' || !shown.text.isWellFormed() ? [shown] : []),
      ...(shown.type === 'mrkdwn' ? markupBeyondOurs(shown.text) : []),
    ]),
  ];
}

function markupBeyondOurs(text: string): readonly string[] {
  return text.split('\n').flatMap((line) => {
    const { markup } = showMrkdwn(line);
    const isBold = /^\*.*\*$/.test(line) && markup.filter((name) => name === 'bold').length === 2;
    return markup.filter((name) => !(isBold && name === 'bold') && !/^link https?:/.test(name));
  });
}

function textsOf(block: types.KnownBlock): readonly types.TextObject[] {
  if (block.type === 'header' || block.type === 'section') return block.text === undefined ? [] : [block.text];
  if (block.type === 'context') return block.elements.flatMap((element) => ('text' in element ? [element] : []));
  return [];
}
