import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadDotEnv, readEnvironment } from '../../src/core/env.ts';
import { ConfigError } from '../../src/core/errors.ts';

describe('the environment', () => {
  const defaults = {
    dataDir: 'data',
    storeUrl: 'sqlite:data/paperboy.db',
    host: '127.0.0.1',
    port: 8080,
    logLevel: 'info',
    secrets: [],
  };

  test('has defaults where nothing or only white space is set', () => {
    expect(readEnvironment({})).toEqual(defaults);
    expect(readEnvironment({ PORT: '', TZ: ' ', SLACK_BOT_TOKEN: '', LOG_LEVEL: undefined, PATH: '/bin' })).toEqual(
      defaults,
    );
  });

  test('is read whole', () => {
    expect(
      readEnvironment({
        PAPERBOY_CONFIG: 'team.yaml',
        PAPERBOY_DATA_DIR: '/srv/paperboy',
        PAPERBOY_SECRET: '0123456789abcdef',
        HOST: '0.0.0.0',
        PORT: '0',
        TZ: 'Europe/Berlin',
        LOG_LEVEL: 'WARN',
        DISCORD_TOKEN: ' discord \n',
        DISCORD_API_URL: 'http://127.0.0.1:1/api',
        SLACK_BOT_TOKEN: 'bot',
        SLACK_APP_TOKEN: 'app',
        SLACK_SIGNING_SECRET: 'signing',
        SLACK_API_URL: 'http://127.0.0.1:2/api/',
        OPENAI_API_KEY: 'key',
        OPENAI_BASE_URL: 'https://u:p%40ss@models.local/v1',
        OPENAI_MODEL: 'small',
      }),
    ).toEqual({
      configPath: 'team.yaml',
      dataDir: '/srv/paperboy',
      secret: '0123456789abcdef',
      storeUrl: 'sqlite:/srv/paperboy/paperboy.db',
      host: '0.0.0.0',
      port: 0,
      timezone: 'Europe/Berlin',
      logLevel: 'warn',
      discordToken: 'discord',
      discordApiUrl: 'http://127.0.0.1:1/api',
      slackBotToken: 'bot',
      slackAppToken: 'app',
      slackSigningSecret: 'signing',
      slackApiUrl: 'http://127.0.0.1:2/api/',
      openaiApiKey: 'key',
      openaiBaseUrl: 'https://u:p%40ss@models.local/v1',
      openaiModel: 'small',
      secrets: ['0123456789abcdef', 'discord', 'bot', 'app', 'signing', 'key', 'p%40ss', 'p@ss'],
    });
  });

  test('may name another store', () => {
    expect(readEnvironment({ STORE_URL: 'sqlite::memory:', PAPERBOY_DATA_DIR: 'x' }).storeUrl).toBe('sqlite::memory:');
  });

  test('tells all its faults at once, each once, and quotes no secret', () => {
    const bad = {
      PAPERBOY_SECRET: 'short',
      STORE_URL: 'paperboy.db',
      PORT: '80.5.1',
      TZ: 'Berlin',
      LOG_LEVEL: 'loud',
      DISCORD_API_URL: 'ftp://a.org',
      SLACK_API_URL: 'localhost?token=abc',
      OPENAI_BASE_URL: 'https//u?key=x',
    };
    expect(() => readEnvironment(bad)).toThrow(
      new ConfigError('The environment', [
        'PAPERBOY_SECRET: expected at least 16 characters, such as "openssl rand -hex 32" makes',
        'STORE_URL: expected a URL such as sqlite:data/paperboy.db, found "paperboy.db"',
        'PORT: expected a port from 0 (any free one) to 65535, found "80.5.1"',
        'TZ: expected an IANA time zone such as Europe/Berlin, found "Berlin"',
        'LOG_LEVEL: expected one of silent, error, warn, info, debug, found "loud"',
        'DISCORD_API_URL: expected a URL that begins with http:// or https://, found "ftp://a.org"',
        'SLACK_API_URL: expected a URL that begins with http:// or https://, found "localhost?token=[redacted]"',
        'OPENAI_BASE_URL: expected a URL that begins with http:// or https://, found "https//u"',
      ]),
    );
  });

  test.each(['-1', '65536', 'http', '1.5'])('has no port %s', (port) => {
    expect(() => readEnvironment({ PORT: port })).toThrow(/PORT: expected a port/);
  });
});

describe('a .env file', () => {
  const names = ['PAPERBOY_TEST_A', 'PAPERBOY_TEST_B', 'PAPERBOY_TEST_C'] as const;
  const [a, b, c] = names;
  let folder = '';
  let path = '';

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'paperboy-'));
    path = join(folder, '.env');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
    for (const name of names) delete process.env[name];
  });

  test('sets what is not set yet', () => {
    process.env[a] = 'earlier';
    writeFileSync(path, `# both\n\n${a}=later\r\nexport ${b} = 'two\n lines' # more\n${c}=x"y\n`);
    loadDotEnv(path);
    expect(names.map((name) => process.env[name])).toEqual(['earlier', 'two\n lines', 'x"y']);
  });

  test('need not be there', () => {
    expect(() => loadDotEnv(path)).not.toThrow();
  });

  test('names the lines that set nothing, without a word of theirs, and sets nothing then', () => {
    writeFileSync(path, `${a}=1\nSLACK_BOT_TOKEN xoxb-1\n${b}: 2\n\n${c}="open\n=3\n`);
    const expected = 'expected NAME=value, NAME="value" or a comment that begins with #';
    expect(() => loadDotEnv(path)).toThrow(
      new ConfigError(
        path,
        [2, 3, 5, 6].map((line) => `line ${line}: ${expected}`),
      ),
    );
    expect(process.env[a]).toBeUndefined();
  });

  test('may begin with the mark of Windows editors, but be in no other encoding than UTF-8', () => {
    writeFileSync(path, `\ufeff${a}=1\r\n`);
    loadDotEnv(path);
    expect(process.env[a]).toBe('1');
    writeFileSync(path, `\ufeff${b}=1\r\n`, 'utf16le');
    expect(() => loadDotEnv(path)).toThrow(/it is not written in UTF-8: save it as that$/);
  });

  test('that is a folder is told in one sentence', () => {
    expect(() => loadDotEnv(folder)).toThrow(
      /it cannot be read \(EISDIR.*\): make it a readable file of lines NAME=value, or take it away$/,
    );
  });
});
