import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { createLog } from '../../../src/core/log.ts';
import { renderPost } from '../../../src/platforms/slack/render.ts';
import { respond, type Outcome } from '../../../src/platforms/slack/respond.ts';

const [message] = renderPost({ title: 'Found', sections: [] });

test.for<[outcome: Outcome, status: number, body: string, told?: string]>([
  ['said', 200, 'ok'],
  ['said', 200, ''],
  ['said', 200, '{"ok":true}'],
  ['refused', 200, 'invalid_blocks'],
  ['refused', 200, '{"ok":false,"error":"invalid_blocks"}'],
  ['refused', 400, 'invalid_payload'],
  ['refused', 404, '{"ok":false,"error":"used_url"}', 'debug'],
  ['refused', 404, 'expired_url', 'debug'],
  ['unknown', 500, 'Internal Server Error'],
  ['unknown', 0, 'the line is cut'],
])('an answer is %s where Slack answers %i %j', async ([outcome, status, body, told = 'warn']) => {
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => (status === 0 ? request.socket.destroy() : response.writeHead(status).end(body)));
  });
  onTestFinished(() => void server.close());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/commands/T1/secret`;
  const lines: string[] = [];
  const log = createLog({ level: 'debug', destination: { write: (line) => void lines.push(line) } });
  if (message === undefined) throw new Error('no message');
  const answer = { ...message, response_type: 'ephemeral', replace_original: false } as const;
  expect(await respond(url, answer, log)).toBe(outcome);
  const levels = lines.map((line) => /"level":"(\w+)"/.exec(line)?.[1]);
  expect(levels).toEqual(outcome === 'said' ? [] : [told]);
  expect(lines.join()).not.toContain('secret');
});
