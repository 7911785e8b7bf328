import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { checkSigningSecret, checkSlack } from '../../../src/platforms/slack/doctor.ts';
import { openSlack, type FakeSlack } from '../../fakes/slack/index.ts';

const SECRET = '0123456789abcdef0123456789abcdef';
const RENEW = /^Paste what `paperboy manifest` prints under App Manifest .*"Reinstall to Workspace"/;

async function slackForTest(): Promise<FakeSlack> {
  const slack = await openSlack();
  onTestFinished(() => slack.close());
  return slack;
}

/** What is wrong, as a person is told it. */
async function faultsOf({ world, url }: FakeSlack, access: { botToken?: string; appToken?: string } = {}) {
  const { botToken = world.botToken, appToken = world.appToken } = access;
  return faultsIn(await checkSlack({ botToken, appToken, apiUrl: url }, []));
}

function faultsIn(checks: Awaited<ReturnType<typeof checkSlack>>): readonly string[] {
  return checks.filter(({ ok }) => !ok).map(({ check, message, fix }) => `${check}: ${message}. ${fix}`);
}

/** The address of a server that answers nothing, everything with this, or each method with its own. */
async function serve(answer?: string | Readonly<Record<string, unknown>>, status = 200): Promise<string> {
  const server = createServer((request, response) => {
    if (answer === undefined) return;
    const body = typeof answer === 'string' ? answer : JSON.stringify(answer[String(request.url).slice(1)]);
    response.writeHead(status).end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`;
}

const IDENTITY = { ok: true, team: 'Lab', team_id: 'T1', user: 'paperboy', user_id: 'U1', bot_id: 'B1' };

test('says whose token it is, that it may do all it has to and can listen, without opening a socket', async () => {
  const { world, url } = await slackForTest();
  expect(await checkSlack({ botToken: world.botToken, appToken: world.appToken, apiUrl: url }, [])).toEqual([
    {
      check: 'slack',
      ok: true,
      message: `the token is that of paperboy in the workspace Reading group (${world.team})`,
    },
    { check: 'slack scopes', ok: true, message: 'all 13 scopes that are needed are granted' },
    { check: 'slack connection', ok: true, message: 'SLACK_APP_TOKEN opens Socket Mode' },
    { check: 'slack events', ok: true, message: expect.stringMatching(/^app_mention, .* `paperboy manifest`$/) },
  ]);
  expect(world.calls.map(({ method }) => method)).toEqual(['auth.test', 'apps.connections.open']);
});

test.each([
  ['xoxb-wrong', 'Slack does not know this SLACK_BOT_TOKEN', /xoxb-/],
  ['wröng☃token', 'Slack does not know this SLACK_BOT_TOKEN', /xoxb-/],
  ['xapp-1-A1-2-secret', 'SLACK_BOT_TOKEN holds an app-level token', /belongs into SLACK_APP_TOKEN/],
  ['xoxp-1-secret', "SLACK_BOT_TOKEN holds a person's token", /"Bot User OAuth Token"/],
  ['xoxe.xoxb-1-secret', 'SLACK_BOT_TOKEN holds a token that expires', /without token rotation/],
])('a bad token, %s, is not shown, and where to get the right one is said', async (botToken, message, fix) => {
  const { url } = await slackForTest();
  const found = await checkSlack({ botToken, appToken: 'xapp-1-wrong', apiUrl: url }, []);
  expect(found[0]).toEqual({ check: 'slack', ok: false, message, fix: expect.stringMatching(fix) });
  // The other token is looked at all the same.
  expect(found.slice(1)).toEqual([
    expect.objectContaining({ check: 'slack connection', message: 'Slack does not know this SLACK_APP_TOKEN' }),
  ]);
  expect(JSON.stringify(found)).not.toMatch(/secret|wrong|wröng/);
});

test('a token that was revoked is told from one that is unknown, and one of a person by what Slack says of it', async () => {
  const slack = await slackForTest();
  slack.world.refusal = 'token_revoked';
  expect(await faultsOf(slack)).toEqual([
    expect.stringMatching(
      /^slack: Slack does not accept this SLACK_BOT_TOKEN any more \(token_revoked\)\. Install the/,
    ),
  ]);
  const { bot_id, ...person } = IDENTITY;
  const apiUrl = await serve({ 'auth.test': person });
  const [first] = await checkSlack({ botToken: 'x', apiUrl }, []);
  expect(bot_id).toBe('B1');
  expect(first).toMatchObject({
    ok: false,
    message: 'SLACK_BOT_TOKEN is that of a person, paperboy in the workspace Lab (T1)',
  });
});

test('names each scope that is missing with what it is for, and the events that do not come for want of it', async () => {
  const slack = await slackForTest();
  slack.world.scopes = slack.world.scopes.filter(
    (scope) => !['files:write', 'im:history', 'groups:read'].includes(scope),
  );
  expect(await faultsOf(slack)).toEqual([
    expect.stringMatching(
      /^slack scopes: not granted: im:history \(to read .*\); groups:read \(to see .*\); files:write \(to send saved papers as a BibTeX file\)\. Paste what/,
    ),
    expect.stringMatching(
      /^slack events: not received, for want of scopes: message\.im \(im:history\) and group_deleted \(groups:read\)\. Paste what/,
    ),
  ]);
  const [, scopes] = await checkSlack({ botToken: slack.world.botToken, apiUrl: slack.url }, []);
  expect(scopes?.fix).toMatch(RENEW);
});

test('says where Slack does not tell what the token may do', async () => {
  const apiUrl = await serve({ 'auth.test': IDENTITY });
  const [, scopes] = await checkSlack({ botToken: 'xoxb-1', signingSecret: SECRET, apiUrl }, []);
  expect(scopes).toMatchObject({ ok: true, message: expect.stringMatching(/^Slack does not say/) });
});

test('tells a wrong app-level token, one without its scope and Socket Mode switched off apart', async () => {
  const slack = await slackForTest();
  const { botToken } = slack.world;
  expect(await faultsOf(slack, { appToken: botToken })).toEqual([
    expect.stringMatching(/^slack connection: SLACK_APP_TOKEN holds a bot's token\. .*connections:write/),
  ]);
  expect(await faultsOf(slack, { appToken: 'xapp-1-A1-wrong' })).toEqual([
    expect.stringMatching(/^slack connection: Slack does not know this SLACK_APP_TOKEN\. Set an app-level token/),
  ]);
  const answering = async (error: string) => {
    const apiUrl = await serve({ 'auth.test': IDENTITY, 'apps.connections.open': { ok: false, error } });
    return faultsIn(await checkSlack({ botToken, appToken: 'xapp-1', apiUrl }, []));
  };
  expect(await answering('missing_scope')).toEqual([
    expect.stringMatching(
      /^slack connection: SLACK_APP_TOKEN lacks the scope connections:write\. Set an app-level token/,
    ),
  ]);
  expect(await answering('socket_mode_disabled')).toEqual([
    expect.stringMatching(
      /^slack connection: Slack opens no connection \(socket_mode_disabled\)\. Switch "Enable Socket/,
    ),
  ]);
});

test('without an app-level token the signing secret must have its form, but for another server, and is not shown', async () => {
  expect(checkSigningSecret(SECRET, false)).toMatchObject({
    ok: true,
    message: expect.stringMatching(/\/slack\/events/),
  });
  expect(checkSigningSecret('hunter2', false)).toMatchObject({
    ok: false,
    message: 'SLACK_SIGNING_SECRET is no signing secret',
  });
  const { world, url } = await slackForTest();
  const connection = async (signingSecret?: string) => {
    const access = { botToken: world.botToken, apiUrl: url, ...(signingSecret !== undefined && { signingSecret }) };
    return (await checkSlack(access, [])).find(({ check }) => check === 'slack connection');
  };
  expect(await connection('hunter2')).toMatchObject({ ok: true });
  expect(await connection()).toMatchObject({
    ok: false,
    message: 'neither SLACK_APP_TOKEN nor SLACK_SIGNING_SECRET is set',
    fix: expect.stringMatching(/connections:write/),
  });
});

test('says why Slack is out of reach, also where nothing answers in time or something else does', async () => {
  const unreachable = (reason: unknown) => [
    { check: 'slack', ok: false, message: reason, fix: 'Check the network, and SLACK_API_URL where it is set.' },
  ];
  const checked = (apiUrl: string, timeoutMs?: number) => checkSlack({ botToken: 'xoxb-1', apiUrl }, [], timeoutMs);
  const closed = createServer().listen(0, '127.0.0.1');
  await once(closed, 'listening');
  const address = closed.address();
  const port = typeof address === 'object' ? address?.port : 0;
  closed.close();
  await once(closed, 'close');
  expect(await checked(`http://127.0.0.1:${port}/`)).toEqual(
    unreachable(expect.stringMatching(/^Slack could not be reached \(.*ECONNREFUSED.*\)$/)),
  );
  expect(await checked(await serve(), 50)).toEqual(
    unreachable('Slack could not be reached (it did not answer in time)'),
  );
  for (const [answer, status] of [
    ['<p>Welcome</p>', 200],
    ['{"ok":true}', 200],
    ['"ok"', 200],
    ['Nothing', 404],
  ] as const)
    expect(await checked(await serve(answer, status))).toEqual(
      unreachable('Slack could not be reached (what answers there is not Slack)'),
    );
  expect(await checked(await serve('', 503))).toEqual(unreachable('Slack could not be reached (it answers 503)'));
  expect(await checked(await serve('{"ok":false,"error":"fatal_error"}'))).toEqual(
    unreachable('Slack could not be reached (fatal_error)'),
  );
}, 5000);
