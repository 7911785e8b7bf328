import { once } from 'node:events';
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { numbersIn } from './oracle.ts';

/** A model behind `chat.completions`, which counts what it is paid for. */
export interface ModelServer {
  readonly env: Readonly<Record<string, string>>;
  /** How often it was asked. */
  calls(): number;
  /** The bot was killed: what is being answered is lost, and may be asked again. */
  cut(): void;
  /** Papers that were asked about more often than was needed, in one sentence. */
  overpaid(): readonly string[];
  close(): Promise<void>;
}

const requestSchema = z.object({ messages: z.array(z.object({ content: z.string() })) });

const ANSWER_MS = 40;

/** The answers to so many may not have been kept: four calls are under way (`summaries.concurrency`), and as many answers on their way to the store. */
const UNKEPT = 8;

const ANSWER = JSON.stringify({ tldr: 'A plain method is compared with the usual one.', tldrQuote: '', points: [] });

/** Opens a model on a free port. */
export async function openModel(): Promise<ModelServer> {
  const asked = new Map<string, number>();
  const excused = new Map<string, number>();
  /** In the order they were asked about since the bot was started. */
  let latest: readonly string[] = [];
  const count = (counts: Map<string, number>, number: string): void =>
    void counts.set(number, (counts.get(number) ?? 0) + 1);
  const server = createServer(async (request, response) => {
    const { messages } = requestSchema.parse(await json(request));
    const [number = ''] = numbersIn(messages.at(-1)?.content ?? '');
    count(asked, number);
    latest = [...latest.filter((other) => other !== number), number];
    await setTimeout(ANSWER_MS);
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ choices: [{ message: { role: 'assistant', content: ANSWER } }] }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    env: { OPENAI_BASE_URL: `http://127.0.0.1:${port}/v1`, OPENAI_MODEL: 'plain' },
    calls: () => [...asked.values()].reduce((sum, times) => sum + times, 0),
    cut() {
      for (const number of latest.slice(-UNKEPT)) count(excused, number);
      latest = [];
    },
    overpaid() {
      const over = [...asked].filter(([number, times]) => times > 1 + (excused.get(number) ?? 0));
      if (over.length === 0) return [];
      return [
        `the model was asked too often about ${over.map(([number, times]) => `${number} (${times} times)`).join(', ')}`,
      ];
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
