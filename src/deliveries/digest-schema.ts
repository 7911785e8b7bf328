import { z } from 'zod';
import type { Digest } from '../digests/digest.ts';

const CardSchema = z.object({
  id: z.string(),
  title: z.string(),
  url: z.string().exactOptional(),
  searchUrl: z.string().exactOptional(),
  tldr: z.string(),
  rung: z.enum(['llm', 'blurb', 'sentence']),
  points: z.array(z.string()).exactOptional(),
  topics: z.array(z.string()),
  why: z.array(z.string()),
  byline: z.string().exactOptional(),
  date: z.string().exactOptional(),
  upvotes: z.number().exactOptional(),
  comments: z.number().exactOptional(),
  codeUrl: z.string().exactOptional(),
  discussion: z.object({ url: z.string(), channel: z.string(), replies: z.number() }).exactOptional(),
});

/** A digest as it stands in the outbox. */
export const DigestSchema: z.ZodType<Digest> = z.object({
  channel: z.string(),
  from: z.number(),
  to: z.number(),
  considered: z.number(),
  sections: z.array(z.object({ topic: z.string(), cards: z.array(CardSchema), more: z.number() })),
});
