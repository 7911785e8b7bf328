import { z } from 'zod';
import { ARRIVED } from '../fakes/flaky-model.ts';
import { readQuestion } from './fault-papers.ts';

/** A call to the model, as the journal of the mock has it. */
export type Call = z.infer<typeof callSchema>;

const callSchema = z
  .object({
    timestamp: z.number(),
    headers: z.object({ [ARRIVED]: z.coerce.number() }),
    body: z.unknown(),
    response: z.object({
      status: z.number(),
      chaosAction: z.string().optional(),
      interruptReason: z.string().optional(),
    }),
  })
  .transform(({ timestamp, headers, body, response }) => ({
    startMs: headers[ARRIVED],
    endMs: timestamp,
    question: readQuestion(body),
    /** 0 where nobody was answered. */
    status: response.status,
    /** How it failed; a status alone is no fault that was ordered. */
    fault: response.chaosAction ?? response.interruptReason,
  }));

/** Reads every call that is over from the journal of a mock. */
export async function readJournal(url: string): Promise<readonly Call[]> {
  const response = await fetch(new URL('/__aimock/journal', url));
  return z.array(callSchema).parse(await response.json());
}
