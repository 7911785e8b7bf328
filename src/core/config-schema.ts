import { z } from 'zod';
import { nearest } from './nearest.ts';

/** The days of the week as the config file writes them, Monday first. */
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** One day of the week. */
export type Weekday = (typeof weekdays)[number];

/** Whether `Intl` knows a time zone of this name; letter case does not count. */
export function isTimezone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) instanceof Intl.DateTimeFormat;
  } catch {
    return false;
  }
}

/** A time zone of the IANA database (`Europe/Berlin`); its message names the zone that was most likely meant. */
const timezoneSchema = z.string({ error: expectTimezone }).refine(isTimezone, { error: expectTimezone });

/** The channel of whoever sits at the terminal. */
export const LOCAL_CHANNEL = 'console:local';

const channelForms = 'console:local, slack:WORKSPACE:CHANNEL, discord:GUILD:CHANNEL or discord:@me:CHANNEL';
const channelPattern = /^(?:console:local|slack:[A-Z\d]+:[A-Z\d]+|discord:(?:[A-Za-z\d]+|@me):[A-Za-z\d]+)$/;

const feedSchema = z.strictObject(
  { feed: textSchema('the id of a feed'), folder: withDefault(textSchema('a folder'), 'inbox') },
  'expected a feed with its folder',
);

const topicSchema = z.strictObject(
  { name: textSchema('a name'), query: textSchema('a query in quotes') },
  'expected a topic with name and query',
);

const topicListError = 'expected all, or a list of topic names';
const topicListSchema = z.union(
  [z.literal('all'), z.array(textSchema('the name of a topic')).min(1, topicListError)],
  topicListError,
);

const weekdayListError = `expected a list of ${weekdays.join(', ')}`;
const weekdayListSchema = z
  .array(z.enum(weekdays, `expected one of ${weekdays.join(', ')}`), weekdayListError)
  .min(1, weekdayListError);

const timeOfDayError = 'expected a time of day such as "09:00"';
const timeOfDaySchema = z
  .string(timeOfDayError)
  .regex(/^(?:[01]?\d|2[0-3]):[0-5]\d$/, timeOfDayError)
  .transform((text) => text.padStart(5, '0'));

/** What a channel may choose to get of the times that passed while the bot was down: one digest at once, or none. */
export const catchUps = ['merged', 'skip'] as const;

/** What a channel may choose to get on a day that brought nothing for it: nothing, or a line saying why. */
export const emptyDays = ['silent', 'say'] as const;

const catchUpSchema = z.enum(catchUps, 'expected merged or skip');
const emptyDaysSchema = z.enum(emptyDays, 'expected silent or say');

const channelSchema = z.strictObject(
  {
    channel: textSchema(channelForms).regex(channelPattern, `expected ${channelForms}`),
    topics: withDefault(topicListSchema, 'all'),
    at: withDefault(timeOfDaySchema, '09:00'),
    weekdays: withDefault(weekdayListSchema, [...weekdays]),
    timezone: timezoneSchema.nullish(),
    cap: withDefault(integerSchema(1, 200), 10),
    catchUp: withDefault(catchUpSchema, 'merged'),
    emptyDays: withDefault(emptyDaysSchema, 'silent'),
    onDoubt: withDefault(z.enum(['skip', 'resend'], 'expected skip or resend'), 'skip'),
  },
  'expected a channel with its settings',
);

/** What people may change of a channel's schedule in chat, under the rules of the file. */
export const scheduleSchema = z.object({
  at: timeOfDaySchema,
  weekdays: weekdayListSchema.transform((days) => weekdays.filter((day) => days.includes(day))),
  timezone: timezoneSchema,
  cap: integerSchema(1, 200),
  catchUp: catchUpSchema,
  emptyDays: emptyDaysSchema,
  isPaused: z.boolean(),
});

const summariesSchema = z.strictObject(
  {
    model: withDefault(textSchema('the name of a model'), 'gpt-5-mini'),
    maxPerRun: withDefault(integerSchema(0, 10_000), 50),
    concurrency: withDefault(integerSchema(1, 32), 4),
    timeoutSeconds: withDefault(integerSchema(1, 600), 60),
  },
  'expected settings such as model and maxPerRun',
);

const amountError = 'expected an amount of money, such as 1.50';
const amountSchema = z.number(amountError).min(0, amountError);

const priceSchema = z.strictObject(
  { input: amountSchema, output: amountSchema },
  'expected the prices of a million tokens, for input and output',
);

const budgetSchema = z
  .strictObject(
    {
      tokens: integerSchema(0, Number.MAX_SAFE_INTEGER).nullish(),
      cost: amountSchema.nullish(),
      prices: withDefault(z.record(z.string(), priceSchema, 'expected prices by the name of a model'), {}),
    },
    'expected tokens or cost, and prices',
  )
  .refine(({ tokens, cost }) => typeof tokens !== 'number' || typeof cost !== 'number', {
    path: ['cost'],
    error: 'expected either tokens or cost, not both',
  });

const discussionsSchema = z.strictObject(
  {
    keepDays: withDefault(integerSchema(1, 3650), 365),
    questionsPerPerson: withDefault(integerSchema(0, 10_000), 20),
    questionsPerSpace: withDefault(integerSchema(0, 1_000_000), 200),
    readMessages: withDefault(z.boolean('expected true or false'), false),
  },
  'expected settings such as keepDays and questionsPerPerson',
);

/** The config file as it is written: every section may be absent or empty. */
export const fileSchema = z.strictObject(
  {
    feeds: z.array(feedSchema, 'expected a list of feeds').nullish(),
    topics: z.array(topicSchema, 'expected a list of topics').nullish(),
    channels: z.array(channelSchema, 'expected a list of channels').nullish(),
    access: withDefault(z.enum(['managers', 'everyone'], 'expected managers or everyone'), 'managers'),
    summaries: withDefault(summariesSchema, summariesSchema.parse({})),
    budget: withDefault(budgetSchema, budgetSchema.parse({})),
    discussions: withDefault(discussionsSchema, discussionsSchema.parse({})),
    retentionDays: withDefault(integerSchema(1, 3650), 90),
  },
  'expected the sections feeds, topics, channels, access, summaries, budget, discussions and retentionDays',
);

/** The config file, checked; what is absent here has a default that depends on the rest. */
export type ConfigFile = z.output<typeof fileSchema>;

/** What everyone follows where the file has no topics: every paper. */
export const defaultTopic = { name: 'New papers', query: '*' };

/** What a channel is when only its id is known. */
export function channelDefaults(channel: string): z.output<typeof channelSchema> {
  return channelSchema.parse({ channel });
}

/** The keys that may stand under this path of the file. */
export function knownKeys([section]: readonly PropertyKey[]): readonly string[] {
  const keys = {
    feeds: Object.keys(feedSchema.shape),
    topics: Object.keys(topicSchema.shape),
    channels: Object.keys(channelSchema.shape),
    access: [],
    summaries: Object.keys(summariesSchema.shape),
    budget: Object.keys(budgetSchema.shape),
    discussions: Object.keys(discussionsSchema.shape),
    retentionDays: [],
  };
  return Object.entries(keys).find(([name]) => name === section)?.[1] ?? Object.keys(keys);
}

function textSchema(what: string): z.ZodString {
  return z.string(`expected ${what}`).trim().min(1, `expected ${what}`);
}

function integerSchema(min: number, max: number): z.ZodNumber {
  const range = max === Number.MAX_SAFE_INTEGER ? `, ${min} or more` : ` from ${min} to ${max}`;
  const error = `expected a whole number${range}`;
  return z.int(error).min(min, error).max(max, error);
}

/** YAML reads a key with nothing behind it as null: as good as no key. */
function withDefault<Schema extends z.ZodType>(schema: Schema, value: z.output<Schema>) {
  return schema.nullish().transform((given) => given ?? value);
}

function expectTimezone({ input }: { readonly input?: unknown }): string {
  return `expected an IANA time zone such as ${zoneLike(String(input)) ?? 'Europe/Berlin'}`;
}

/** The time zone that a name most likely stands for: that of the city, or the one spelt nearly so. */
export function zoneLike(name: string): string | undefined {
  const zones = Intl.supportedValuesOf('timeZone');
  const city = `/${name.trim().replaceAll(' ', '_').toLowerCase()}`;
  return zones.find((zone) => zone.toLowerCase().endsWith(city)) ?? nearest(name, zones);
}
