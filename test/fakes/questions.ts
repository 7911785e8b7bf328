import type { Choice, Questions, TextOptions } from '../../src/cli/init/questions.ts';

/** What is answered: to which question, by how it begins, and what; a list where several are chosen. */
export type ScriptedAnswer = readonly [question: string, answer: string | readonly string[]];

/** A person who answers by a script, and what they were told. Throws where another question is asked than was expected. */
export function scriptedQuestions(script: readonly ScriptedAnswer[]): {
  questions: Questions;
  told: string[];
  left: ScriptedAnswer[];
} {
  const told: string[] = [];
  const left = [...script];

  function next(message: string): string | readonly string[] {
    const [question, answer] = left.shift() ?? ['nothing', ''];
    if (!message.startsWith(question)) throw new Error(`"${message}" is asked where the script expects "${question}"`);
    return answer;
  }

  function ask(message: string, { check }: TextOptions = {}): string {
    const typed = String(next(message));
    const fault = check?.(typed);
    if (fault === undefined) return typed;
    told.push(fault);
    return ask(message, check === undefined ? {} : { check });
  }

  function pick<Value extends string>(message: string, choices: readonly Choice<Value>[]): readonly Value[] {
    const wanted = [next(message)].flat();
    const found = choices.filter(({ value }) => wanted.includes(value)).map(({ value }) => value);
    if (found.length !== wanted.length) throw new Error(`"${message}" has no choice ${wanted.join(', ')}`);
    return found;
  }

  const note = (line: string): void => void told.push(line);
  return {
    told,
    left,
    questions: {
      choose: async (message, choices) => pick(message, choices)[0] ?? Promise.reject(new Error('nothing chosen')),
      chooseSome: async (message, choices) => pick(message, choices),
      ask: async (message, options) => ask(message, options),
      askSecret: async (message) => String(next(message)),
      begin: note,
      show: (title, lines) => void told.push(`${title}:\n${lines}`),
      tell: note,
      warn: note,
      wait: (_, work) => work(),
      commit: () => undefined,
      end: note,
    },
  };
}
