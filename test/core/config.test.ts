import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { loadConfig, parseConfig, type ConfigChecks } from '../../src/core/config.ts';
import { ConfigError } from '../../src/core/errors.ts';

const EVERY_DAY = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const FORMS = 'expected console:local, slack:WORKSPACE:CHANNEL, discord:GUILD:CHANNEL or discord:@me:CHANNEL';

const checks: ConfigChecks = {
  feedIds: ['papers-page', 'arxiv'],
  checkQuery(query) {
    if (query.includes('(')) throw new Error(`This ( is never closed. (column 1)\n  ${query}\n  ^`);
  },
  timezone: 'Asia/Tokyo',
};

/** Every fault of a text, as people read it. */
function faults(...lines: readonly string[]): readonly string[] {
  try {
    parseConfig(lines.join('\n'), 'paperboy.yaml', checks);
  } catch (error) {
    if (error instanceof ConfigError) return error.issues;
    throw error;
  }
  return [];
}

/** The faults of one channel with this setting. */
function channelFaults(setting: string): readonly string[] {
  return faults('channels:', '  - channel: console:local', `    ${setting}`);
}

function channelWith(setting: string, timezone?: string) {
  const text = `channels:\n  - channel: console:local\n    ${setting}`;
  const { timezone: _, ...rest } = checks;
  return parseConfig(text, 'x', timezone === undefined ? rest : { ...rest, timezone }).channels[0];
}

describe('a good file', () => {
  test.each(['', '# nothing yet\n', 'feeds:\ntopics:\nchannels:\nsummaries:\n', '\uFEFF{}'])(
    'is everything to the terminal every day where %j settles nothing',
    (text) => {
      expect(parseConfig(text, 'x', checks)).toEqual({
        feeds: [{ feed: 'papers-page', folder: 'inbox' }],
        topics: [{ name: 'New papers', query: '*' }],
        channels: [
          {
            channel: 'console:local',
            topics: 'all',
            at: '09:00',
            weekdays: EVERY_DAY,
            timezone: 'Asia/Tokyo',
            cap: 10,
            catchUp: 'merged',
            emptyDays: 'silent',
            onDoubt: 'skip',
          },
        ],
        access: 'managers',
        budget: { tokens: 1_000_000, prices: {} },
        discussions: { keepDays: 365, questionsPerPerson: 20, questionsPerSpace: 200, readMessages: false },
        retentionDays: 90,
        timezone: 'Asia/Tokyo',
        summaries: { model: 'gpt-5-mini', maxPerRun: 50, concurrency: 4, timeoutSeconds: 60 },
      });
    },
  );

  test('settles all there is, with names of topics as they are declared', () => {
    const text = `
feeds: [{ feed: arxiv, folder: dumps/arxiv }]
topics:
  - { name: Brains, query: brain OR cortex }
  - { name: Agents, query: '"tool use"' }
channels:
  - channel: slack:T0A:C9Z
    topics: [agents, BRAINS]
    at: 7:05
    weekdays: [sat, sun]
    timezone: Europe/Berlin
    cap: 200
    catchUp: skip
    emptyDays: say
    onDoubt: resend
access: everyone
summaries: { model: local, maxPerRun: 0, concurrency: 1, timeoutSeconds: 600 }
budget: { cost: 1.5, prices: { local: { input: 0, output: 0.25 } } }
discussions: { keepDays: 30, questionsPerPerson: 0, questionsPerSpace: 1, readMessages: true }
`;
    expect(parseConfig(text, 'x', checks)).toEqual({
      feeds: [{ feed: 'arxiv', folder: 'dumps/arxiv' }],
      topics: [
        { name: 'Brains', query: 'brain OR cortex' },
        { name: 'Agents', query: '"tool use"' },
      ],
      channels: [
        {
          channel: 'slack:T0A:C9Z',
          topics: ['Agents', 'Brains'],
          at: '07:05',
          weekdays: ['sat', 'sun'],
          timezone: 'Europe/Berlin',
          cap: 200,
          catchUp: 'skip',
          emptyDays: 'say',
          onDoubt: 'resend',
        },
      ],
      access: 'everyone',
      budget: { cost: 1.5, prices: { local: { input: 0, output: 0.25 } } },
      discussions: { keepDays: 30, questionsPerPerson: 0, questionsPerSpace: 1, readMessages: true },
      retentionDays: 90,
      timezone: 'Asia/Tokyo',
      summaries: { model: 'local', maxPerRun: 0, concurrency: 1, timeoutSeconds: 600 },
    });
  });

  test('keeps an empty list empty', () => {
    const { feeds, topics, channels } = parseConfig('feeds: []\ntopics: []\nchannels: []', 'x', checks);
    expect({ feeds, topics, channels }).toEqual({ feeds: [], topics: [], channels: [] });
  });

  test.each([
    'console:local',
    'slack:T1:C1',
    'slack:T1:D9',
    'discord:G1:C1',
    'discord:81384788765712384:2',
    "'discord:@me:C9'",
  ])('may name the channel %s', (channel) => {
    expect(faults('channels:', `  - channel: ${channel}`)).toEqual([]);
  });

  test.each([
    ['at: 9:00', '09:00'],
    ['at: 09:00', '09:00'],
    ['at: "0:05"', '00:05'],
    ['at: 23:59', '23:59'],
    ['at:', '09:00'],
  ])('takes %s for %s', (setting, at) => {
    expect(channelWith(setting)?.at).toBe(at);
  });

  test('is read as YAML 1.2 even where it claims 1.1, in which 9:30 is the number 570', () => {
    const text = '%YAML 1.1\n---\nchannels:\n  - { channel: console:local, at: 9:30 }';
    expect(parseConfig(text, 'x', checks).channels[0]?.at).toBe('09:30');
  });

  test('takes the time zone of the process where neither channel nor caller names one', () => {
    const before = process.env['TZ'];
    process.env['TZ'] = 'America/Lima';
    try {
      expect(channelWith('cap: 3')?.timezone).toBe('America/Lima');
      expect(channelWith('cap: 3', 'Asia/Tokyo')?.timezone).toBe('Asia/Tokyo');
      expect(channelWith('timezone: Europe/Berlin', 'Asia/Tokyo')?.timezone).toBe('Europe/Berlin');
    } finally {
      if (before === undefined) delete process.env['TZ'];
      else process.env['TZ'] = before;
    }
  });
});

describe('a bad file', () => {
  test('tells all its faults at once, in the order of its lines', () => {
    expect(
      faults(
        'channels:',
        '  - channel: slack:T1',
        '    timezone: Berlin',
        '    topics: [Brain]',
        '    cap: 201',
        'topics:',
        '  - name: Brains',
        '    query: (x',
        'chanels: []',
        'summaries:',
        '  maxPerRun: many',
      ),
    ).toEqual([
      `line 2: channels[0].channel: ${FORMS}, found "slack:T1"`,
      'line 3: channels[0].timezone: expected an IANA time zone such as Europe/Berlin, found "Berlin"',
      'line 4: channels[0].topics[0]: expected the name of a topic above, found "Brain"; did you mean Brains?',
      'line 5: channels[0].cap: expected a whole number from 1 to 200, found 201',
      'line 8: topics[0].query: This ( is never closed. (column 1)\n      (x\n      ^',
      'line 9: chanels: unknown key; did you mean channels?',
      'line 11: summaries.maxPerRun: expected a whole number from 0 to 10000, found "many"',
    ]);
  });

  test('reads as one message that names the file', () => {
    expect(() => parseConfig('cap: 3\ntopics: [{ name: A, query: (x }]', 'team.yaml', checks)).toThrow(
      new ConfigError('team.yaml', [
        'line 1: cap: unknown key; known here: feeds, topics, channels, access, summaries, budget, discussions, retentionDays',
        'line 2: topics[0].query: This ( is never closed. (column 1)\n      (x\n      ^',
      ]),
    );
  });

  test.each([
    ['{ tokens: -1 }', 'budget.tokens: expected a whole number, 0 or more, found -1'],
    ['{ cost: free }', 'budget.cost: expected an amount of money, such as 1.50, found "free"'],
    ['{ tokens: 1, cost: 1 }', 'budget.cost: expected either tokens or cost, not both, found 1'],
    [
      '{ prices: { m: { input: 1 } } }',
      'budget.prices.m.output: expected an amount of money, such as 1.50, found nothing',
    ],
  ])('names what is wrong with the budget %s', (budget, message) => {
    expect(() => parseConfig(`budget: ${budget}`, 'x', checks)).toThrow(new ConfigError('x', [`line 1: ${message}`]));
  });

  test.each([
    ['at: 9', 'at: expected a time of day such as "09:00", found 9'],
    ['at: 24:00', 'at: expected a time of day such as "09:00", found "24:00"'],
    ['at: 9:5', 'at: expected a time of day such as "09:00", found "9:5"'],
    ['at: 12:60', 'at: expected a time of day such as "09:00", found "12:60"'],
    ['cap: 0', 'cap: expected a whole number from 1 to 200, found 0'],
    ['cap: 1.5', 'cap: expected a whole number from 1 to 200, found 1.5'],
    ['catchUp: all', 'catchUp: expected merged or skip, found "all"'],
    ['emptyDays: yes', 'emptyDays: expected silent or say, found "yes"'],
    ['onDoubt: ask', 'onDoubt: expected skip or resend, found "ask"'],
    ['topics: Brains', 'topics: expected all, or a list of topic names, found "Brains"'],
    ['topics: []', 'topics: expected all, or a list of topic names, found an empty list'],
    ['topics: [7]', 'topics[0]: expected the name of a topic, found 7'],
    ['topics: [Brains]', 'topics[0]: expected the name of a topic above (New papers), found "Brains"'],
    ['weekdays: mon', 'weekdays: expected a list of mon, tue, wed, thu, fri, sat, sun, found "mon"'],
    ['weekdays: []', 'weekdays: expected a list of mon, tue, wed, thu, fri, sat, sun, found an empty list'],
    ['weekdays: [mon, fryday]', 'weekdays[1]: expected one of mon, tue, wed, thu, fri, sat, sun, found "fryday"'],
    ['timezone: Asia/Tokio', 'timezone: expected an IANA time zone such as Asia/Tokyo, found "Asia/Tokio"'],
    ['timezone: new york', 'timezone: expected an IANA time zone such as America/New_York, found "new york"'],
    ['timezone: Atlantis', 'timezone: expected an IANA time zone such as Europe/Berlin, found "Atlantis"'],
    ['timezone: 1', 'timezone: expected an IANA time zone such as Europe/Berlin, found 1'],
    ['timezon: UTC', 'timezon: unknown key; did you mean timezone?'],
  ])('has a fault in %s', (setting, fault) => {
    expect(channelFaults(setting)).toEqual([`line 3: channels[0].${fault}`]);
  });

  test.each([
    '',
    '#general',
    'general',
    'slack:C1',
    'slack:t1:c1',
    'discord:G1',
    'console:remote',
    'slack:T1:C1:x',
    'teams:A:B',
  ])('has a fault in the channel "%s"', (channel) => {
    expect(faults('channels:', `  - channel: '${channel}'`)).toEqual([
      `line 2: channels[0].channel: ${FORMS}, found "${channel}"`,
    ]);
  });

  test('misses what must be there', () => {
    expect(faults('feeds:', '- folder: a', 'topics:', '- name:', '- X', 'channels:', '- at: 9:00')).toEqual([
      'line 2: feeds[0].feed: expected the id of a feed, found nothing',
      'line 4: topics[0].name: expected a name, found nothing',
      'line 4: topics[0].query: expected a query in quotes, found nothing',
      'line 5: topics[1]: expected a topic with name and query, found "X"',
      `line 7: channels[0].channel: ${FORMS}, found nothing`,
    ]);
  });

  test('names a feed that does not exist', () => {
    expect(faults('feeds:', '- feed: paper-page', '- feed: reddit')).toEqual([
      'line 2: feeds[0].feed: expected the id of a feed, found "paper-page"; did you mean papers-page?',
      'line 3: feeds[1].feed: expected the id of a feed (papers-page, arxiv), found "reddit"',
    ]);
  });

  test('names topics or channels twice, in whatever letter case', () => {
    expect(
      faults(
        'topics:',
        '- { name: Brains, query: a }',
        '- { name: brains, query: b }',
        'channels:',
        '- { channel: console:local, topics: [Brains, brains] }',
        '- { channel: console:local }',
      ),
    ).toEqual([
      'line 3: topics[1].name: "brains" stands on line 2 already; keep one',
      'line 5: channels[0].topics[1]: "brains" stands on line 5 already; keep one',
      'line 6: channels[1].channel: "console:local" stands on line 5 already; keep one',
    ]);
  });

  test('is no list, text or number', () => {
    const expected =
      'line 1: expected the sections feeds, topics, channels, access, summaries, budget, discussions and retentionDays, found';
    expect(faults('- a')).toEqual([`${expected} a list`]);
    expect(faults('7')).toEqual([`${expected} 7`]);
    expect(faults(`topics${'x'.repeat(100)}`)).toEqual([`${expected} "topics${'x'.repeat(53)}…`]);
    expect(faults('topics: { name: X }')).toEqual(['line 1: topics: expected a list of topics, found keys and values']);
  });

  test('with a key twice has its other faults told too, without those of what YAML cannot read', () => {
    expect(faults('topics: []', 'topics: []', 'cap: 3')).toEqual([
      'line 2: this key stands here a second time; keep one',
      'line 3: cap: unknown key; known here: feeds, topics, channels, access, summaries, budget, discussions, retentionDays',
    ]);
    expect(faults('chanels: []', 'cap: "')).toEqual([
      'line 2: Missing closing "quote; check quotes, brackets and indentation',
    ]);
  });

  test('tells the line under CRLF line ends and through an alias', () => {
    expect(faults('topics: []\r', '\r', 'topic: 3')).toEqual(['line 3: topic: unknown key; did you mean topics?']);
    expect(faults('feeds:', '- &f', '  folder: 3', '  feed: arxiv', '- *f')).toEqual([
      'line 3: feeds[0].folder: expected a folder, found 3',
      'line 3: feeds[1].folder: expected a folder, found 3',
    ]);
  });
});

describe('the file itself', () => {
  test('as shipped is good', async () => {
    const shipped = fileURLToPath(new URL('../../config/paperboy.yaml', import.meta.url));
    const { channels, feeds } = await loadConfig(shipped, { feedIds: ['papers-page'], checkQuery: () => {} });
    expect({ channels: channels.map(({ channel }) => channel), feeds }).toEqual({
      channels: ['console:local'],
      feeds: [{ feed: 'papers-page', folder: 'inbox' }],
    });
  });

  test('is named where it cannot be read, with the ways to name another', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'paperboy-'));
    const missing = join(folder, 'none.yaml');
    await expect(loadConfig(missing, checks)).rejects.toThrow(
      new ConfigError(missing, ['there is no such file; name one with --config or PAPERBOY_CONFIG']),
    );
    const wide = join(folder, 'wide.yaml');
    await writeFile(wide, Buffer.from('\ufefftopics: []', 'utf16le'));
    await expect(loadConfig(wide, checks)).rejects.toThrow(
      new ConfigError(wide, ['it is not written in UTF-8: save it as that']),
    );
    await expect(loadConfig(folder, checks)).rejects.toThrow(
      /^.*\n {2}- it cannot be read \(EISDIR.*\); name one with/,
    );
    await rm(folder, { recursive: true });
  });
});
