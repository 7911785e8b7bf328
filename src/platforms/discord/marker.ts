import { createHash } from 'node:crypto';
import { z } from 'zod';
import { MAX_NONCE } from './limits.ts';

const partSchema = z.looseObject({ components: z.array(z.looseObject({})) });

/** What of a message tells which part it is. */
export const markedSchema = z.looseObject({
  id: z.string(),
  components: z.array(z.looseObject({ id: z.number().optional() })).optional(),
});

/** A part as a message that is found by its marker: by the id of its first component, which nobody sees. */
export function markPart(part: string, marker: string): z.infer<typeof partSchema> {
  const { components, ...body } = partSchema.parse(JSON.parse(part));
  const marked = components.map((component, i) => (i === 0 ? { ...component, id: markerId(marker) } : component));
  return { ...body, components: marked };
}

/** Whether a message is the part with this marker. */
export function isMarked({ components = [] }: z.infer<typeof markedSchema>, marker: string): boolean {
  const marked = markerId(marker);
  return components.some(({ id }) => id === marked);
}

/** What Discord takes only once of a bot within a few minutes. */
export function markerNonce(marker: string): string {
  return marker.length <= MAX_NONCE ? marker : digest(marker).toString('base64url').slice(0, MAX_NONCE);
}

/** Of 31 bits, and beyond those that Discord itself counts from 1. */
function markerId(marker: string): number {
  return (digest(marker).readUInt32BE() >>> 1) | 0x1_0000;
}

function digest(marker: string): Buffer {
  return createHash('sha256').update(marker).digest();
}
