import { isWithin, sizeOf } from '../../../src/platforms/discord/pack.ts';
import { renderPost, renderReply, type MessageBody } from '../../../src/platforms/discord/render.ts';
import { findFaults } from '../../fakes/discord/faults.ts';
import { testPayloads } from '../payloads.ts';
import { showMarkdown } from './shown.ts';

testPayloads<MessageBody>({
  renderPost,
  renderReply,
  wrongWith,
  textOf: (body) => showMarkdown(contentsOf(body).join('\n')).text,
  idsOf,
});

function contentsOf(body: MessageBody): readonly string[] {
  return body.components[0].components.flatMap((component) => ('content' in component ? [component.content] : []));
}

function idsOf(body: MessageBody): readonly string[] {
  return body.components[0].components.flatMap((component) =>
    'components' in component ? component.components.flatMap((one) => ('custom_id' in one ? [one.custom_id] : [])) : [],
  );
}

/** What Discord would refuse or do with messages besides showing them; nothing where all is well. */
function wrongWith(messages: readonly MessageBody[]): readonly unknown[] {
  return messages.flatMap((body) => {
    const size = sizeOf(body.components[0].components);
    const faults = findFaults(JSON.parse(JSON.stringify(body)));
    const markup = contentsOf(body).flatMap((content) => [
      ...(content.trim() === '' ? ['blank'] : []),
      ...(content.isWellFormed() ? [] : ['half a character']),
      ...markupBeyondOurs(content),
    ]);
    return [
      ...(isWithin(size) ? [] : [size]),
      ...(faults === undefined ? [] : [faults]),
      ...(body.allowed_mentions.parse.length === 0 ? [] : ['mentions']),
      ...markup,
    ];
  });
}

function markupBeyondOurs(content: string): readonly string[] {
  return content.split('\n').flatMap((line) => {
    const { markup } = showMarkdown(line);
    const isBold = /^\*\*.*\*\*$/.test(line) && markup.filter((name) => name === 'bold').length === 2;
    return markup.filter(
      (name) => !(isBold && name === 'bold') && !/^(?:subtext|heading|list|link https?:)/.test(name),
    );
  });
}
