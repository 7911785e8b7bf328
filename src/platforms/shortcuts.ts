import type { Button, Command, OptionValues, Reply } from '../command.ts';
import { nameOf } from '../papers/reference.ts';

/** A paper's address on the web, with or without its scheme, or its arXiv id with "arXiv:" before it. */
const REFERENCE =
  /(?:https?:\/\/|(?<![\w./@-]))(?:[\w-]+\.)*(?:arxiv\.org|alphaxiv\.org|huggingface\.co|hf\.co|doi\.org)\/[^\s<>"'|`{}[\]]+|\barxiv:\s?[\w./-]+/gi;

/** How many papers stand as buttons, and how many in a menu. */
const MAX_BUTTONS = 5;
const MAX_CHOICES = 25;

/**
 * What a command's shortcut does with the text of a message: the options of its use where the message names one paper,
 * else an answer that offers each of several, or says that there is none.
 */
export function readShortcut(text: string, command: Command): OptionValues | Reply {
  const papers = findPapers(text);
  const [first, ...others] = papers.map((paper) => toButton(paper, command));
  if (first === undefined)
    return {
      title: 'There is no paper in this message',
      sections: [{ text: `It has no link to arXiv or Hugging Face. By title or id: /papers ${command.name} TITLE` }],
    };
  if (others.length === 0) return first.options;
  const choices = [first, ...others];
  const offer = { title: `${choices.length} papers are in this message`, sections: [{ text: 'Which one?' }] };
  return choices.length > MAX_BUTTONS
    ? { ...offer, menu: { label: 'Choose a paper…', choices: choices.slice(0, MAX_CHOICES) } }
    : { ...offer, buttons: choices };
}

/** Whether the shortcut found what to run its command with. */
export function isFound(found: OptionValues | Reply): found is OptionValues {
  return !('sections' in found);
}

/** The papers that a text names by a link or an arXiv id, each once, in order: `arxiv:2406.04331`. */
export function findPapers(text: string): readonly string[] {
  const names = [...text.matchAll(REFERENCE)].flatMap(([found]) => nameOf(found.replace(/[.,;:!?)*_~]+$/, '')) ?? []);
  return [...new Set(names)];
}

function toButton(paper: string, { name, shortcut }: Command): Button {
  return { label: paper, command: name, options: { [shortcut?.option ?? 'paper']: paper }, how: 'answer' };
}
