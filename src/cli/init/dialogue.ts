import type { ConfigEdit } from '../../core/config-edit.ts';
import type { Config } from '../../core/config.ts';
import { LOCAL_CHANNEL } from '../session.ts';
import { askChannel, askTimes } from './channels.ts';
import type { Desk, Variables } from './desk.ts';
import { guides, type Guide } from './guides.ts';
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
export async function holdDialogue(desk: Desk, config: Config): Promise<Answers> {
  const { questions } = desk;
  const { chosen, isInTerminal } = await askPlatforms(questions);
  const variables: Record<string, string | undefined> = {};
  const invitations: string[] = [];
  for (const guide of chosen) {
    const given = await askTokens({ ...desk, env: { ...desk.env, ...variables } }, guide);
    Object.assign(variables, given.variables);
    invitations.push(...given.invitations);
  }
  const env = { ...desk.env, ...variables };
  const model = await askModel({ questions, env }, config.summaries.model);
  const topics = await askTopics(questions, config.topics);
  const channels: string[] = isInTerminal ? [LOCAL_CHANNEL] : [];
  for (const guide of chosen) {
    const channel = await askChannel({ ...desk, env }, guide);
    if (channel !== undefined) channels.push(channel);
  }
  const times = await askTimes(questions, channels, config.timezone);
  const edit = { channels: times, ...(topics !== undefined && { topics }) };
  return { variables: { ...variables, ...model }, edit, invitations };
}

async function askPlatforms(questions: Questions): Promise<{ chosen: readonly Guide[]; isInTerminal: boolean }> {
  const picked = await questions.chooseSome('Where do you want Paperboy?', [
    ...guides.map(({ id, name }) => ({ value: id, label: name })),
    { value: 'console', label: 'In this terminal', hint: 'needs no token; only where no other chat is served' },
  ]);
  return { chosen: guides.filter(({ id }) => picked.includes(id)), isInTerminal: picked.includes('console') };
}
