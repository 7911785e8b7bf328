import { messageOf } from '../../core/errors.ts';
import { createModel } from '../../core/model.ts';
import { probeModel } from '../probe-model.ts';
import type { Desk, Variables } from './desk.ts';
import type { Questions } from './questions.ts';

/** How long one answer may take. */
const TIMEOUT_MS = 60_000;

/** All that settles which model is asked. */
interface Access {
  readonly OPENAI_API_KEY: string;
  readonly OPENAI_BASE_URL: string;
  readonly OPENAI_MODEL: string;
}

const NONE: Access = { OPENAI_API_KEY: '', OPENAI_BASE_URL: '', OPENAI_MODEL: '' };

/** Asks which model summarises, and lets it answer once; resolves with the variables that change, empty ones to be unset. */
export async function askModel({ questions, env }: Desk, usual: string): Promise<Variables> {
  const isSet = Boolean(env['OPENAI_API_KEY']?.trim() || env['OPENAI_BASE_URL']?.trim());
  for (;;) {
    const kind = await questions.choose('Which model says what a paper is about?', [
      ...(isSet ? [{ value: 'keep', label: 'The one that is set already' }] : []),
      { value: 'none', label: 'None: a sentence is picked from the abstract' },
      { value: 'openai', label: 'OpenAI', hint: 'takes a key' },
      { value: 'compatible', label: 'Another server of the same kind', hint: 'Ollama, vLLM, OpenRouter, …' },
    ]);
    if (kind === 'keep') return {};
    const access = kind === 'none' ? NONE : await askAccess(questions, kind === 'compatible', env, usual);
    if (kind === 'none' || (await answers(questions, access))) return changesOf(access, env, usual);
    const next = await questions.choose('What now?', [
      { value: 'again', label: 'Set it up again, or none' },
      { value: 'keep', label: 'Keep it anyway' },
    ]);
    if (next === 'keep') return changesOf(access, env, usual);
  }
}

async function askAccess(questions: Questions, isElsewhere: boolean, env: Variables, usual: string): Promise<Access> {
  const baseUrl = isElsewhere
    ? await questions.ask('Its address', { placeholder: 'http://127.0.0.1:11434/v1', check: faultOfUrl })
    : '';
  const key = isElsewhere
    ? await questions.askSecret('Its key; Enter alone where it asks for none', { isOptional: true })
    : await questions.askSecret('The key (OPENAI_API_KEY)');
  const model = await questions.ask('The name of the model', {
    initial: env['OPENAI_MODEL']?.trim() || usual,
    check: (text) => (text === '' ? 'Type its name.' : undefined),
  });
  return { OPENAI_API_KEY: key, OPENAI_BASE_URL: baseUrl, OPENAI_MODEL: model };
}

async function answers(questions: Questions, access: Access): Promise<boolean> {
  const { OPENAI_API_KEY: apiKey, OPENAI_BASE_URL: baseUrl, OPENAI_MODEL: model } = access;
  const options = {
    model,
    timeoutMs: TIMEOUT_MS,
    ...(apiKey && { apiKey }),
    ...(baseUrl && { baseUrl }),
  };
  try {
    await questions.wait(`Asking ${model} …`, () => probeModel(createModel(options)));
    questions.tell(`${model} answers`);
    return true;
  } catch (error) {
    questions.warn(`${messageOf(error)}\nCheck key, address and name.`);
    return false;
  }
}

/** The model of the configuration needs no variable, and what is not set need not be unset. */
function changesOf(access: Access, env: Variables, usual: string): Variables {
  const wanted = { ...access, OPENAI_MODEL: access.OPENAI_MODEL === usual ? '' : access.OPENAI_MODEL };
  return Object.fromEntries(Object.entries(wanted).filter(([name, value]) => value !== (env[name]?.trim() ?? '')));
}

function faultOfUrl(text: string): string | undefined {
  return /^https?:$/.test(URL.parse(text)?.protocol ?? '') ? undefined : 'An address begins with http:// or https://.';
}
