import { intro, log, multiselect, note, outro, password, select, text } from '@clack/prompts';
import { messageOf, PaperboyError } from '../../core/errors.ts';

/** One thing to choose. */
export interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly hint?: string;
}

/** How a person is asked. Every question rejects with {@link Cancelled} where they want no more. */
export interface Questions {
  choose<Value extends string>(message: string, choices: readonly Choice<Value>[]): Promise<Value>;
  /** At least one. */
  chooseSome<Value extends string>(
    message: string,
    choices: readonly Choice<Value>[],
    initial?: readonly Value[],
  ): Promise<readonly Value[]>;
  /** `check` says what is wrong with an answer, which is then asked for again. */
  ask(message: string, options?: TextOptions): Promise<string>;
  /** Shows nothing of what is typed. */
  askSecret(message: string, options?: { readonly isOptional?: true }): Promise<string>;
  begin(title: string): void;
  /** Several lines under a heading. */
  show(title: string, lines: string): void;
  tell(line: string): void;
  warn(line: string): void;
  /** Says what is being waited for. */
  wait<Result>(line: string, work: () => Promise<Result>): Promise<Result>;
  /** All is settled: from here on it is too late to want no more. */
  commit(): void;
  end(line: string): void;
}

/** What a question for a text begins with and accepts. */
export interface TextOptions {
  readonly initial?: string;
  readonly placeholder?: string;
  check?(text: string): string | undefined;
}

/** The person wants no more. */
export class Cancelled extends PaperboyError {
  constructor() {
    super('cancelled', 'Nothing was written.');
  }
}

/** Asks in the terminal of this process. Between questions Ctrl-C is a signal, of which `onInterrupt` is told. */
export function openQuestions(onInterrupt: () => void): Questions {
  process.on('SIGINT', onInterrupt);
  return {
    async choose(message, choices) {
      const picked = valueOf<string>(await select<string>({ message, options: choices.map(toOption) }));
      return pick(choices, [picked])[0] ?? cancel();
    },
    async chooseSome(message, choices, initial = []) {
      const options = { message, options: choices.map(toOption), initialValues: initial, required: true };
      return pick(choices, valueOf<readonly string[]>(await multiselect<string>(options)));
    },
    async ask(message, { initial, placeholder, check } = {}) {
      const answer = await text({
        message,
        ...(initial !== undefined && { initialValue: initial }),
        ...(placeholder !== undefined && { placeholder }),
        validate: (given) => check?.((given ?? '').trim()),
      });
      return valueOf<string>(answer ?? '').trim();
    },
    async askSecret(message, { isOptional } = {}) {
      const isMissing = (given = '') => !isOptional && given.trim() === '';
      const validate = (given?: string) => (isMissing(given) ? 'Paste it here; Ctrl-C ends.' : undefined);
      return valueOf<string>((await password({ message, validate })) ?? '').trim();
    },
    begin: (title) => intro(title),
    show: (title, lines) => note(lines, title, { format: (line) => line }),
    tell: (line) => log.success(line),
    warn: (line) => log.warn(line),
    wait(line, work) {
      log.step(line);
      return work();
    },
    commit: () => void process.off('SIGINT', onInterrupt),
    end: (line) => outro(line),
  };
}

function toOption({ value, label, hint }: Choice<string>): { value: string; label: string; hint: string } {
  return { value, label, hint: hint ?? '' };
}

function pick<Value extends string>(choices: readonly Choice<Value>[], picked: readonly string[]): readonly Value[] {
  return choices.map(({ value }) => value).filter((value) => picked.includes(value));
}

function valueOf<Answer extends string | readonly string[]>(answer: Answer | symbol): Answer {
  return typeof answer === 'symbol' ? cancel() : answer;
}

function cancel(): never {
  throw new Cancelled();
}

/** A check of a {@link TextOptions} from what reads the text and throws what is wrong with it. */
export function faultOf(read: (text: string) => unknown): (text: string) => string | undefined {
  return (text) => {
    try {
      read(text);
      return undefined;
    } catch (error) {
      // Further lines would point at a place of the first, which stands elsewhere.
      return messageOf(error).split('\n', 1).join('');
    }
  };
}
