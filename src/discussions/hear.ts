import type { Model } from '../core/model.ts';
import type { Bot, Post, Said } from '../platform.ts';
import { hashPerson } from '../reactions/person.ts';
import { answerQuestion } from './answer-question.ts';
import { FAULT, toAnswerPost, WHAT_TO_ASK } from './answer-post.ts';
import { toAskedPaper } from './paper-facts.ts';
import { findByThread, type Discussion } from './discussion.ts';
import type { DiscussionParts } from './parts.ts';
import { describeOverdrawn, takeQuestion } from './questions.ts';
import { countMessage, noteThreadChange } from './said.ts';
import { readThreadSettings } from './thread-settings.ts';

/** A model to be asked; without one, perhaps the sentence that says why. */
export interface Asking {
  readonly model?: Model;
  readonly note?: string;
}

const ASKS = /[?？؟]/u;

/** An address may hold a question mark too. */
const ADDRESSES = /:\/\/\S*[^\s?？؟]/gu;

/** Listens to threads: counts what is said in discussions, and answers what is asked there. */
export function createHearing(
  parts: DiscussionParts,
  answer: typeof answerQuestion = answerQuestion,
): Pick<Bot, 'hear' | 'noteChange'> {
  const { store, now, log, changes } = parts;
  return {
    async hear(said) {
      try {
        const discussion = await findByThread(store, said.thread);
        if (discussion === undefined) return undefined;
        // Retried events and other processes come to nothing here.
        if (!(await countMessage(store, discussion.id, said.id, now()))) return undefined;
        if (!said.isToBot && !(await isQuestion(parts, discussion, said))) return undefined;
        return said.text.trim() === '' ? WHAT_TO_ASK : await reply(parts, discussion, said, answer);
      } catch (error) {
        log?.error({ err: error, channel: said.channel, thread: said.thread }, 'what was said could not be heard');
        return said.isToBot ? FAULT : undefined;
      }
    },
    async noteChange(change) {
      changes.note(change);
      await noteThreadChange(store, change).catch((error: unknown) =>
        log?.error({ err: error, thread: change.thread }, 'a change of a thread could not be noted'),
      );
    },
  };
}

/** The model, where the person and the space may ask it today. `caller.person` is as platforms name it. */
export async function askModel(
  { store, model, secret, limits, now }: DiscussionParts,
  caller: { readonly space: string; readonly person: string },
): Promise<Asking> {
  if (model === undefined) return {};
  const asker = { space: caller.space, person: hashPerson(secret, caller.person) };
  const overdrawn = await takeQuestion(store, asker, limits, now());
  return overdrawn === undefined ? { model } : { note: describeOverdrawn(overdrawn, limits) };
}

/** Why a model that was to be asked has not answered, to people. */
export function describeProblem(code: string): string {
  return code === 'model-budget'
    ? "The day's budget for the model is used up, so this is without it."
    : 'The model gave nothing that holds, so this is without it.';
}

async function isQuestion({ store }: DiscussionParts, { channel }: Discussion, { text }: Said): Promise<boolean> {
  return (
    ASKS.test(text.replaceAll(ADDRESSES, '')) && (await readThreadSettings(store, channel)).answers === 'questions'
  );
}

async function reply(
  parts: DiscussionParts,
  discussion: Discussion,
  said: Said,
  answer: typeof answerQuestion,
): Promise<Post | undefined> {
  const view = await parts.viewPaper(discussion.paper);
  const { model, note } = await askModel(parts, said);
  const outcome = await answer(said.text, toAskedPaper(view), model);
  const { problem } = outcome;
  if (problem !== undefined)
    parts.log?.warn({ ...problem, channel: discussion.channel }, 'a question was answered without a model');
  // People also ask each other what no paper tells.
  if (!said.isToBot && !outcome.isTold) return undefined;
  const why = problem !== undefined && outcome.rung === 'sentence' ? describeProblem(problem.code) : note;
  return toAnswerPost(outcome, view.card.url, why);
}
