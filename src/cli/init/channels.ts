import type { ChannelTimes } from '../../core/config-edit.ts';
import { readTimeOfDay, readTimezone, readWeekdays } from '../../core/times.ts';
import type { Desk, GuidedPlatform } from './desk.ts';
import { faultOf, type Questions } from './questions.ts';
import { tellFindings } from './tokens.ts';

/** Asks where digests go on a platform; resolves with nothing where that is to be settled in the chat. */
export async function askChannel(desk: Desk, platform: GuidedPlatform): Promise<string | undefined> {
  const { questions } = desk;
  const { name, guide } = platform;
  let typed = '';
  for (;;) {
    typed = await questions.ask(`${name}: the link to the channel where digests go`, {
      placeholder: 'Enter alone: later, with /papers subscribe',
      ...(typed !== '' && { initial: typed }),
      check: (text) =>
        text === '' || guide.readLink(text) !== undefined ? undefined : `A link looks like ${guide.link}.`,
    });
    if (typed === '') return undefined;
    const channel = await findChannel(desk, platform, typed);
    if (channel !== undefined && (await isGood(desk, platform, channel))) return channel;
    const next = await questions.choose('What now?', [
      { value: 'again', label: 'Look again, or paste another link' },
      ...(channel === undefined ? [] : [{ value: 'keep', label: 'Keep it anyway' }]),
      { value: 'later', label: 'Later, with /papers subscribe' },
    ]);
    if (next !== 'again') return next === 'keep' ? channel : undefined;
  }
}

/** Asks when digests come, in all of these channels. */
export async function askTimes(
  questions: Questions,
  channels: readonly string[],
  timezone: string,
): Promise<readonly ChannelTimes[]> {
  if (channels.length === 0) return [];
  const at = await questions.ask('At what time of day does the digest come?', {
    initial: '09:00',
    check: faultOf(readTimeOfDay),
  });
  const days = await questions.ask('On which days?', { initial: 'mon-fri', check: faultOf(readWeekdays) });
  const zone = await questions.ask('In which time zone?', { initial: timezone, check: faultOf(readTimezone) });
  const times = { at: readTimeOfDay(at), weekdays: readWeekdays(days), timezone: readTimezone(zone) };
  return channels.map((channel) => ({ channel, ...times }));
}

async function findChannel(
  { questions, env }: Desk,
  { name, guide }: GuidedPlatform,
  link: string,
): Promise<string | undefined> {
  try {
    return guide.readLink(link, await guide.findTeam?.(env));
  } catch {
    questions.warn(`${name} does not say where the token belongs, and the link does not either.`);
    return undefined;
  }
}

async function isGood({ questions, env }: Desk, platform: GuidedPlatform, channel: string): Promise<boolean> {
  const context = { env, channels: [{ id: channel, isConfigured: true }] };
  const findings = await questions.wait(`Asking ${platform.name} about ${channel} …`, async () => {
    return (await platform.check?.(context)) ?? [];
  });
  return tellFindings(questions, findings, [`${platform.id} channel`]);
}
