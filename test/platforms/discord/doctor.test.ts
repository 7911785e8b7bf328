import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { checkDiscord } from '../../../src/platforms/discord/doctor.ts';
import { discordForTest } from './bot.ts';

/** The address of a server that answers nothing, or everything with this. */
async function serve(answer?: string): Promise<string> {
  const server = createServer((_, response) => void (answer !== undefined && response.end(answer)));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/api`;
}

test('says whose token it is, how to invite the bot, and that it can start, without going online', async () => {
  const { world, url, gateway } = await discordForTest();
  world.application = { ...world.application, owner: { id: '1', username: 'ada' } };
  expect(await checkDiscord({ token: world.token, apiUrl: url }, [])).toEqual([
    { check: 'discord', ok: true, message: 'the token is that of paperboy, the bot of "Paperboy" (of ada)' },
    {
      check: 'discord invite',
      ok: true,
      message: `to bring it to a server, open https://discord.com/oauth2/authorize?client_id=${world.id}&scope=bot%20applications.commands&permissions=309237713920`,
    },
    {
      check: 'discord gateway',
      ok: true,
      message: '999 of 1000 starts a day are left',
    },
  ]);
  expect(gateway.asked).toEqual([]);
});

test.each([
  [0, false, 'Discord does not let Paperboy read what people write'],
  [1 << 18, true, 'Paperboy may read what people write in threads'],
  [1 << 19, true, 'Paperboy may read what people write in threads'],
])('where it is to read messages, the switch for it is looked at: flags %i', async (flags, ok, message) => {
  const { world, url } = await discordForTest();
  world.application = { ...world.application, flags };
  const checks = await checkDiscord({ token: world.token, apiUrl: url, readsMessages: true }, []);
  const fix = expect.stringMatching(
    /^Switch "Message Content Intent" on under Bot at .*, or set readMessages to false/,
  );
  expect(checks.slice(3)).toEqual([{ check: 'discord messages', ok, message, ...(!ok && { fix }) }]);
});

test.each(['wrong', 'wröng☃token'])(
  'a bad token, %s, is not shown, and where to make another is said',
  async (token) => {
    const { url } = await discordForTest();
    expect(await checkDiscord({ token, apiUrl: url }, [])).toEqual([
      {
        check: 'discord',
        ok: false,
        message: 'Discord does not know this DISCORD_TOKEN',
        fix: 'Reset it under Bot at https://discord.com/developers/applications and set the new one.',
      },
    ]);
  },
);

test('says why Discord is out of reach, also where nothing answers in time or something else does', async () => {
  const unreachable = (reason: unknown) => [
    {
      check: 'discord',
      ok: false,
      message: reason,
      fix: 'Check the network, and DISCORD_API_URL where it is set.',
    },
  ];
  const checked = (apiUrl: string, timeoutMs?: number) => checkDiscord({ token: 'x.y.z', apiUrl }, [], timeoutMs);
  expect(await checked('http://127.0.0.1:9')).toEqual(
    unreachable(expect.stringMatching(/^Discord could not be reached \(.*ECONNREFUSED.*\)$/)),
  );
  expect(await checked(await serve(), 50)).toEqual(
    unreachable('Discord could not be reached (it did not answer in time)'),
  );
  expect(await checked(await serve('<p>Welcome</p>'))).toEqual(
    unreachable('Discord could not be reached (what answers there is not Discord)'),
  );
}, 5000);

test('settings of the application that keep Paperboy from working are told with how to change them', async () => {
  const { world, url } = await discordForTest();
  world.application = {
    ...world.application,
    bot_require_code_grant: true,
    interactions_endpoint_url: 'https://elsewhere.example/',
  };
  world.startsLeft = 0;
  const failed = (check: string, message: RegExp, fix: RegExp) => ({
    check,
    ok: false,
    message: expect.stringMatching(message),
    fix: expect.stringMatching(fix),
  });
  expect(await checkDiscord({ token: world.token, apiUrl: url }, [])).toEqual([
    failed('discord', /commands go to https:\/\/elsewhere\.example\/ instead/, /^Empty "Interactions Endpoint URL"/),
    failed('discord invite', /nobody can invite it/, /^Switch "Requires OAuth2 Code Grant" off/),
    failed('discord gateway', /^0 of 1000 starts/, /^Start it in 60 minutes/),
  ]);
});
