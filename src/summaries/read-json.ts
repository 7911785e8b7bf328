import { z } from 'zod';

/** The JSON object in an answer, or undefined. Models without enforced JSON think aloud first, or put the object in a fence or between words. */
export function readJson(text: string): unknown {
  const answer = text.replace(/^[^]*<\/think>/u, '');
  const json = answer.slice(answer.indexOf('{'), answer.lastIndexOf('}') + 1);
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** A list of whatever in it is well formed. */
export function listOf<Item extends z.ZodType>(item: Item): z.ZodType<readonly z.output<Item>[]> {
  return z
    .array(z.unknown())
    .catch([])
    .transform((values) => values.flatMap((value) => item.safeParse(value).data ?? []));
}
