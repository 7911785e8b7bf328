import type { Button, Command, OptionValues, Reply } from '../../command.ts';
import { choiceOf } from '../../command/options.ts';
import { placedTexts, takeChoice } from '../../command/typed-commands.ts';
import { toPart, type Line } from './layout.ts';
import { render } from './render.ts';

const EMPTY: Line = { spans: [] };

/** A reply as parts: its post, its file line by line, and its buttons as lines that one can type. */
export function renderReply(reply: Reply, commands: readonly Command[]): readonly string[] {
  const buttons = [...(reply.buttons ?? []), ...(reply.menu?.choices ?? [])];
  const hints = buttons.filter(({ how }) => how !== 'share').flatMap((button) => hint(button, commands));
  const lines = [...renderFile(reply), ...(hints.length > 0 ? [EMPTY, ...hints] : [])];
  return [...render(reply), ...(lines.length > 0 ? [toPart(lines)] : [])];
}

/** What one would type to use a command with these options: the inverse of reading it. */
export function writeInput(command: Command, options: OptionValues): string {
  const choice = choiceOf(command);
  const chosen = choice && options[choice.name];
  const placed = placedTexts(command, chosen === undefined ? undefined : String(chosen));
  const last = placed.at(-1);
  const isFirst = choice === command.options[0];
  const words: string[] = [];
  const named: string[] = [];
  for (const { name, type } of command.options) {
    const value = String(options[name] ?? '')
      .replace(/\s+/g, ' ')
      .trim();
    if (value === '' || name === last?.name) continue;
    if ((name === choice?.name && isFirst) || placed.some((option) => option.name === name)) words.push(quote(value));
    else named.push(`--${name} ${type === 'text' && /(?:^|\s)--/.test(value) ? quote(value, true) : value}`);
  }
  const rest = String((last && options[last.name]) ?? '')
    .replace(/\s+/g, ' ')
    .trim();
  if (rest === '') return [command.name, ...words, ...named].join(' ');
  if (/(?:^|\s)--/.test(rest)) return [command.name, ...words, ...named, '--', rest].join(' ');
  const isMistakable = choice !== undefined && chosen === undefined && takeChoice(choice, rest) !== undefined;
  return [command.name, ...words, isMistakable ? `--${last?.name} ${rest}` : rest, ...named].join(' ');
}

function quote(value: string, always = false): string {
  return always || /\s/.test(value) ? `"${value}"` : value;
}

function hint({ label, command: name, options }: Button, commands: readonly Command[]): readonly Line[] {
  const command = commands.find((candidate) => candidate.name === name);
  if (command === undefined) return [];
  return [{ marker: '→ ', spans: [{ text: `${label}: ${writeInput(command, options)}`, style: 'dim' }] }];
}

function renderFile({ file }: Reply): readonly Line[] {
  if (file === undefined) return [];
  const text = file.text.trimEnd().split(/\r\n|\r|\n/);
  return [
    EMPTY,
    { spans: [{ text: file.name, style: 'heading' }], fit: 'rule' },
    EMPTY,
    ...text.map((line): Line => {
      const indent = Math.min(16, /^ */.exec(line)?.[0].length ?? 0);
      return { indent, spans: [{ text: line.trimStart() }], fit: 'whole' };
    }),
  ];
}
