import type { TopicConfig } from '../../core/config.ts';
import { UserInputError } from '../../core/errors.ts';
import { shorten } from '../../core/plain-text.ts';
import { list } from '../../core/wording.ts';
import { parseQuery } from '../../topics/query.ts';
import { findTopicByName } from '../../topics/topic.ts';
import { faultOf, type Questions } from './questions.ts';

/** Characters that say which topics there are. */
const LONGEST_HINT = 300;

/** Asks what the team wants to read; resolves with all topics there are to be, or with nothing where those of the configuration stay. */
export async function askTopics(
  questions: Questions,
  known: readonly TopicConfig[],
): Promise<readonly TopicConfig[] | undefined> {
  const names = known.map(({ name }) => name);
  const way = await questions.choose('Which topics?', [
    { value: 'keep', label: 'Those of the configuration', hint: shorten(list(names, 'and'), LONGEST_HINT) },
    { value: 'some', label: 'Some of them' },
    { value: 'own', label: 'My own' },
  ]);
  if (way === 'keep') return undefined;
  if (way === 'own') return askOwn(questions, []);
  const chosen = await questions.chooseSome('Which of them?', known.map(toChoice), names);
  const kept = known.filter(({ name }) => chosen.includes(name));
  return (await wantsMore(questions, 'Add one of your own?')) ? askOwn(questions, kept) : kept;
}

async function askOwn(questions: Questions, before: readonly TopicConfig[]): Promise<readonly TopicConfig[]> {
  const topics = [...before];
  do {
    const query = await questions.ask('What should its papers be about?', {
      placeholder: '"sparse autoencoder" OR interpretab*',
      check: faultOf(parseQuery),
    });
    const name = await questions.ask('A name for it', {
      initial: query.replaceAll('"', '').slice(0, 60).trim(),
      check: faultOf((text) => checkName(text, topics)),
    });
    topics.push({ name, query });
  } while (await wantsMore(questions, 'Another one?'));
  return topics;
}

async function wantsMore(questions: Questions, message: string): Promise<boolean> {
  const answer = await questions.choose(message, [
    { value: 'no', label: 'No' },
    { value: 'yes', label: 'Yes' },
  ]);
  return answer === 'yes';
}

function checkName(name: string, topics: readonly TopicConfig[]): void {
  if (name === '') throw new UserInputError('Type a name.');
  if (findTopicByName(name, topics) !== undefined) throw new UserInputError('There is a topic of that name already.');
}

function toChoice({ name, query }: TopicConfig): { value: string; label: string; hint: string } {
  return { value: name, label: name, hint: shorten(query, 60) };
}
