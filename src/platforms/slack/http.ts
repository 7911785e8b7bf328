import { HTTPReceiver, type Logger, type Receiver } from '@slack/bolt';
import { messageOf } from '../../core/errors.ts';
import type { HttpRoute } from '../../platform.ts';
import { HTTP_PATH } from './commands.ts';

/** What Slack's calls are taken with. */
export interface HttpOptions {
  readonly signingSecret: string;
  readonly logger: Logger;
}

/** Where Slack's calls come in, and the route of Paperboy's server that leads there. */
export interface SlackCalls {
  readonly receiver: Receiver;
  readonly route: HttpRoute;
}

/** Takes Slack's calls, those alone that it has signed lately (https://docs.slack.dev/authentication/verifying-requests-from-slack). */
export function createSlackCalls({ signingSecret, logger }: HttpOptions): SlackCalls {
  const receiver = new HTTPReceiver({ signingSecret, logger, endpoints: [HTTP_PATH] });
  let isServing = false;
  return {
    receiver: {
      init: (app) => receiver.init(app),
      start: async () => void (isServing = true),
      stop: async () => void (isServing = false),
    },
    route: {
      path: HTTP_PATH,
      serve(request, response) {
        // Slack calls again, and by then we may be there.
        if (!isServing) return void response.writeHead(503).end();
        try {
          receiver.requestListener(request, response);
        } catch (error) {
          logger.warn(messageOf(error));
          response.writeHead(404).end();
        }
      },
    },
  };
}
