import type { ListedTopic } from './services.ts';
import type { OptionSpec, Suggestion } from '../command.ts';
import { unquote } from './options.ts';

/** The most ways to complete an option that a platform shows (https://docs.discord.com/developers/interactions/application-commands#autocomplete). */
const MAX_SUGGESTIONS = 25;

/** The longest label and value of a suggestion, in characters (same page). */
const MAX_SUGGESTION = 100;

/** The option of every command that is about one paper. */
export const paperOption = {
  name: 'paper',
  description: 'a title, an arXiv id or a link',
  type: 'text',
  required: true,
  async complete(typed, _caller, services) {
    const found = await services.findTitles(unquote(typed), MAX_SUGGESTIONS);
    return limitSuggestions(found.map(({ id, title }) => ({ label: title, value: id })));
  },
} as const satisfies OptionSpec;

/** The same where the paper may be known from where it is asked. */
export const optionalPaperOption = {
  name: 'paper',
  description: 'a title, an arXiv id or a link; not needed in its own thread',
  type: 'text',
  complete: paperOption.complete,
} as const satisfies OptionSpec;

/** What platforms can show of suggestions: the first 25, their labels cut, none whose value they could not carry. */
export function limitSuggestions(suggestions: readonly Suggestion[]): readonly Suggestion[] {
  return suggestions
    .filter(({ label, value }) => label.trim() !== '' && value !== '' && value.length <= MAX_SUGGESTION)
    .slice(0, MAX_SUGGESTIONS)
    .map(({ label, value }) => ({ label: cutLabel(label), value }));
}

/** Those that hold what was typed, the ones that begin with it first. */
export function suggest(typed: string, suggestions: readonly Suggestion[]): readonly Suggestion[] {
  const wanted = unquote(typed).toLowerCase();
  const holding = suggestions.filter(({ label }) => label.toLowerCase().includes(wanted));
  const [begun, others] = [true, false].map((begins) =>
    holding.filter(({ label }) => label.toLowerCase().startsWith(wanted) === begins),
  );
  return limitSuggestions([...(begun ?? []), ...(others ?? [])]);
}

/** Topics by name, those that hold what was typed. */
export function suggestTopics(typed: string, topics: readonly ListedTopic[]): readonly Suggestion[] {
  return suggest(
    typed,
    topics.map(({ name }) => ({ label: name, value: name })),
  );
}

/** The topic of this name, in any case and with or without quotes. */
export function findTopic(text: string, topics: readonly ListedTopic[]): ListedTopic | undefined {
  const wanted = unquote(text).toLowerCase();
  return topics.find(({ name }) => name.toLowerCase() === wanted);
}

function cutLabel(label: string): string {
  return label.length <= MAX_SUGGESTION
    ? label
    : `${label
        .slice(0, MAX_SUGGESTION - 1)
        .toWellFormed()
        .replace(/\uFFFD$/, '')}…`;
}
