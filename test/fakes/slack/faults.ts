import type { z } from 'zod';
import { formSchema, messageSchema } from './block-kit.ts';
import { isJson, list, textOf, type Json } from './json.ts';

/** What Slack would refuse in the blocks of a message, one sentence each, as its `invalid_blocks` says it. */
export function findFaults(blocks: readonly Json[]): readonly string[] {
  return [...readFaults(messageSchema.safeParse({ blocks }), ''), ...findSameIds(blocks)];
}

/** What Slack would refuse in a form. */
export function findViewFaults(view: Json): readonly string[] {
  const blocks = list(view['blocks']);
  const focused = blocks.filter(({ element }) => isJson(element) && element['focus_on_load'] === true);
  const crowded = focused.length > 1 ? ['only one element may have focus_on_load [json-pointer:/view/blocks]'] : [];
  return [...readFaults(formSchema.safeParse(view), '/view'), ...findSameIds(blocks), ...crowded];
}

/** Everything in a message that would ping people, as it is written there. */
export function findPings(message: Json): readonly string[] {
  return Object.entries(message).flatMap(([key, value]) => {
    if (Array.isArray(value)) return list(value).flatMap(findPings);
    if (isJson(value)) return findPings(value);
    const isRead = key === 'text' && message['type'] !== 'plain_text' && typeof value === 'string';
    return isRead ? (value.match(/<(?:![a-z^]|@[UW])[^>]*>/gu) ?? []).filter((call) => !call.startsWith('<!date')) : [];
  });
}

function readFaults({ error }: z.ZodSafeParseResult<unknown>, root: string): readonly string[] {
  return (error?.issues ?? []).map((issue) => `${tell(issue)} [json-pointer:${root}/${issue.path.join('/')}]`);
}

function tell(issue: z.core.$ZodIssue): string {
  const isText = 'origin' in issue && issue.origin === 'string';
  if (issue.code === 'unrecognized_keys') return `invalid additional property: ${issue.keys.join(', ')}`;
  if (issue.code === 'invalid_union') return 'unsupported type';
  if (issue.code === 'too_big')
    return isText
      ? `must be less than ${Number(issue.maximum) + 1} characters`
      : `no more than ${issue.maximum} items allowed`;
  if (issue.code === 'too_small')
    return isText
      ? `must be more than ${Number(issue.minimum) - 1} characters`
      : `no fewer than ${issue.minimum} items allowed`;
  return issue.message;
}

/** Blocks are told apart by their ids, and elements within a block by theirs; the choice that stands at first is one of the choices. */
function findSameIds(blocks: readonly Json[]): readonly string[] {
  const elements = blocks.map((block) => [...list(block['elements']), ...list([block['element'], block['accessory']])]);
  const named = [...repeated(blocks, 'block_id'), ...elements.flatMap((inBlock) => repeated(inBlock, 'action_id'))];
  const strays = elements.flat().filter(isStray);
  return [
    ...named.map((name) => `${name} already exists [json-pointer:/blocks]`),
    ...strays.map((menu) => `initial_option of ${textOf(menu, 'action_id')} is no option [json-pointer:/blocks]`),
  ];
}

function repeated(of: readonly Json[], key: string): readonly string[] {
  const ids = of.map((one) => textOf(one, key)).filter((id) => id !== '');
  return ids.filter((id, i) => ids.indexOf(id) < i).map((id) => `${key} "${id}"`);
}

function isStray(menu: Json): boolean {
  const initial = menu['initial_option'];
  const same = (option: Json): boolean => JSON.stringify(option) === JSON.stringify(initial);
  return initial !== undefined && !list(menu['options']).some(same);
}
