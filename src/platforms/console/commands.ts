import type { Caller, Command, OptionSpec, Suggestion } from '../../command.ts';
import type { Bot } from '../../platform.ts';
import { choiceOf } from '../../command/options.ts';
import { placedTexts, splitFlags, splitInput, takeChoice, takesRest, takeWord } from '../../command/typed-commands.ts';

/** An option that the end of a line may belong to. */
interface OpenOption {
  readonly option: OptionSpec;
  /** What stands of it so far. */
  readonly typed: string;
  /** Whether it goes on to the end of the line, rather than to the next blank. */
  readonly takesAll: boolean;
}

/** Completes a line, for node:readline: the candidates, and the typed text that they replace. */
export async function completeInput(line: string, bot: Bot, caller: Caller): Promise<[string[], string]> {
  const { name, rest } = splitInput(line);
  if (rest === '') return [complete(bot.commands, name, ''), name];
  const command = bot.commands.find((candidate) => candidate.name === name.toLowerCase());
  if (command === undefined) return [[], line];
  const flag = /(?:^|\s)(--[\w-]*)$/.exec(rest)?.[1];
  if (flag !== undefined) return [complete(command.options, flag.slice(2), '--'), flag];
  const open = findOpen(rest, command);
  const candidates = await Promise.all(open.map((option) => completeOption(option, command, bot, caller)));
  return [candidates.flat(), open[0]?.typed ?? ''];
}

function complete(named: readonly { readonly name: string }[], typed: string, before: string): string[] {
  return named.filter(({ name }) => name.startsWith(typed.toLowerCase())).map(({ name }) => `${before}${name} `);
}

function findOpen(rest: string, command: Command): readonly OpenOption[] {
  const pieces = splitFlags(rest);
  const { flag = '', text = '' } = pieces.at(-1) ?? {};
  const typed = text === '' ? '' : text + (/\s+$/.exec(rest)?.[0] ?? '');
  const unnamed = command.options.filter(({ name }) => pieces.every((piece) => piece.flag !== name));
  const choice = choiceOf(command);
  const choosing = pieces.find((piece) => piece.flag === choice?.name)?.text ?? pieces[0]?.text ?? '';
  const placed = placedTexts(command, choice && takeChoice(choice, choosing));
  if (flag === '') return findPlaces(typed, unnamed, placed);
  const option = command.options.find(({ name }) => name === flag);
  if (option === undefined) return [];
  const takesAll = takesRest(option, placed);
  if (takesAll || isOneWord(typed)) return [{ option, typed, takesAll }];
  const isFirst = pieces.every((piece) => piece.flag !== '' || piece.text === '');
  return isFirst ? findPlaces(behindWord(typed), unnamed, placed) : [];
}

/** The options that the end of a text may belong to, where they stand without their names. */
function findPlaces(
  text: string,
  options: readonly OptionSpec[],
  placed: readonly OptionSpec[],
): readonly OpenOption[] {
  const open: OpenOption[] = [];
  let typed = text;
  for (const option of options.filter((option) => option.type !== 'text' || placed.includes(option))) {
    const takesAll = takesRest(option, placed);
    if (takesAll || isOneWord(typed)) open.push({ option, typed, takesAll });
    else if (option.type !== 'choice' || takeChoice(option, typed) !== undefined) typed = behindWord(typed);
    if (open.length > 0 && (option.type !== 'choice' || option.required)) break;
  }
  return open;
}

async function completeOption(
  { option, typed, takesAll }: OpenOption,
  command: Command,
  bot: Bot,
  caller: Caller,
): Promise<string[]> {
  if (option.type === 'choice') {
    const names = option.choices?.map((name) => ({ name })) ?? [];
    return complete(names, typed, '');
  }
  const bare = takesAll ? typed : typed.replace(/^"/, '');
  const suggestions = await bot.complete(command, option.name, bare, caller);
  return spell(suggestions, typed, takesAll);
}

/**
 * One suggestion completes to its value. Of several the labels are shown; readline puts what all of them begin with in
 * place of the typed text, so where not all go on from it, it stands among them and stays.
 */
function spell(suggestions: readonly Suggestion[], typed: string, takesAll: boolean): string[] {
  const [first, ...others] = suggestions;
  if (first === undefined) return [];
  if (others.length === 0) return [!takesAll && /\s/.test(first.value) ? `"${first.value}" ` : first.value];
  const labels = suggestions.map(({ label }) =>
    label.toLowerCase().startsWith(typed.toLowerCase()) ? typed + label.slice(typed.length) : label,
  );
  return labels.every((label) => label.startsWith(typed)) ? labels : [typed, ...labels];
}

/** What follows the first word, blanks at the end included, for they are typed as well. */
function behindWord(typed: string): string {
  return typed.slice(takeWord(typed).word.length).trimStart();
}

function isOneWord(typed: string): boolean {
  return takeWord(typed).word === typed;
}
