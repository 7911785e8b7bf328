import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';

const FILE = new URL('../../../shared/data/grounding/ai-summary-pairs.jsonl', import.meta.url);

const pairSchema = z.object({ title: z.string(), abstract: z.string(), summary: z.string() });

/** A real paper with the one-line summary that a well-known site shows of it, and the line of the file it stands on, from 1. */
export interface Pair extends z.infer<typeof pairSchema> {
  readonly line: number;
}

/** The pairs that the evals read, or undefined where the data is not there. */
export function readPairs(): readonly Pair[] | undefined {
  if (!existsSync(FILE)) return undefined;
  const lines = readFileSync(FILE, 'utf8').trim().split('\n');
  return lines.map((line, i) => ({ line: i + 1, ...pairSchema.parse(JSON.parse(line)) }));
}
