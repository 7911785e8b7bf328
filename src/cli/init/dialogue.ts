import type { ConfigEdit } from '../../core/config-edit.ts';
import type { Config } from '../../core/config.ts';
import { LOCAL_CHANNEL } from '../../core/config-schema.ts';
import { askChannel, askTimes } from './channels.ts';
import type { PlatformEntry } from '../../platforms/index.ts';
import type { Desk, GuidedPlatform, Variables } from './desk.ts';
import { askModel } from './model.ts';
import type { Questions } from './questions.ts';
import { askTokens } from './tokens.ts';
import { askTopics } from './topics.ts';

/** What the person has settled. */
export interface Answers {
  /** To be set, or emptied. */
  readonly variables: Variables;
  readonly edit: ConfigEdit;
  /** How people bring the bot to their servers, where a platform needs that. */
  readonly invitations: readonly string[];
}

/** Asks everything, in the order in which it is needed; writes nothing. */
export async function holdDialogue(desk: Desk, entries: readonly PlatformEntry[], config: Config): Promise<Answers> {
  const { questions } = desk;
  const { chosen, isInTerminal } = await askPlatforms(questions, entries.filter(isGuided));
  const variables: Record<string, string | undefined> = {};
  const invitations: string[] = [];
  for (const platform of chosen) {
    const given = await askTokens({ questions, env: { ...desk.env, ...variables } }, platform);
    Object.assign(variables, given.variables);
    invitations.push(...given.invitations);
  }
  const env = { ...desk.env, ...variables };
  const model = await askModel({ questions, env }, config.summaries.model);
  const topics = await askTopics(questions, config.topics);
  const channels: string[] = isInTerminal ? [LOCAL_CHANNEL] : [];
  for (const platform of chosen) {
    const channel = await askChannel({ questions, env }, platform);
    if (channel !== undefined) channels.push(channel);
  }
  const times = await askTimes(questions, channels, config.timezone);
  const edit = { channels: times, ...(topics !== undefined && { topics }) };
  return { variables: { ...variables, ...model }, edit, invitations };
}

async function askPlatforms(
  questions: Questions,
  guided: readonly GuidedPlatform[],
): Promise<{ chosen: readonly GuidedPlatform[]; isInTerminal: boolean }> {
  const picked = await questions.chooseSome('Where do you want Paperboy?', [
    ...guided.map(({ id, name }) => ({ value: id, label: name })),
    { value: 'console', label: 'In this terminal', hint: 'needs no token; only where no other chat is served' },
  ]);
  return { chosen: guided.filter(({ id }) => picked.includes(id)), isInTerminal: picked.includes('console') };
}

function isGuided(entry: PlatformEntry): entry is GuidedPlatform {
  return entry.guide !== undefined;
}
