import type { Server } from 'node:http';
import { HTTPReceiver, type Logger, type Receiver } from '@slack/bolt';
import { HTTP_PATH } from './commands.ts';

/** What Slack's calls are listened for with. */
export interface HttpOptions {
  readonly signingSecret: string;
  readonly host: string;
  readonly port: number;
  readonly logger: Logger;
}

/** Listens for Slack's calls, and takes those alone that it has signed lately (https://docs.slack.dev/authentication/verifying-requests-from-slack). */
export function createHttpReceiver({ signingSecret, host, port, logger }: HttpOptions): Receiver {
  const receiver = new HTTPReceiver({ signingSecret, logger, endpoints: [HTTP_PATH] });
  let server: Server | undefined;
  return {
    init: (app) => receiver.init(app),
    async start() {
      server = await receiver.start({ host, port });
    },
    async stop() {
      if (server === undefined) return;
      const closed = receiver.stop();
      server.closeAllConnections();
      server = undefined;
      await closed;
    },
  };
}
