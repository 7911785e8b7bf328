import { UserInputError } from '../core/errors.ts';
import { titleKey } from '../papers/identity.ts';
import type { Paper } from '../papers/paper.ts';
import { nameOf } from '../papers/reference.ts';
import type { Stages } from '../pipeline.ts';
import { findByTitle, findNearTitles } from '../search/titles.ts';

const NAMED_TITLES = 3;
const QUOTED_CHARS = 100;

/**
 * The paper that a person means: by an id or a former one, an arXiv id, a DOI, a link with one, its title, or words that only
 * one title has. Rejects with `UserInputError`, which names up to three titles near to what was typed.
 */
export async function findPaper(stages: Pick<Stages, 'store' | 'library'>, reference: string): Promise<Paper> {
  const typed = reference.trim().replace(/\s+/g, ' ');
  if (typed === '') throw new UserInputError('Say which paper: its title, its arXiv id or a link to it.');
  const name = nameOf(typed);
  const [known] = await stages.library.get([name ?? titleKey(typed)]);
  if (known !== undefined) return known;
  if (name !== undefined) throw new UserInputError(`The library has no paper ${quote(name)}; a title may find it.`);
  const found = await findByTitle(stages, typed, NAMED_TITLES);
  const [only, another] = found;
  if (only !== undefined && another === undefined) return only;
  if (only !== undefined)
    throw new UserInputError(`${quote(typed)} fits several papers, such as ${list(found)}: type more of the title.`);
  const near = await findNearTitles(stages, typed, NAMED_TITLES);
  const hint = near.length === 0 ? '' : `; near it ${near.length === 1 ? 'is' : 'are'} ${list(near)}`;
  throw new UserInputError(`No paper of the library is called ${quote(typed)}${hint}.`);
}

function list(papers: readonly Paper[]): string {
  return new Intl.ListFormat('en').format(papers.map(({ title }) => quote(title)));
}

function quote(text: string): string {
  const letters = [...text];
  return `“${letters.length > QUOTED_CHARS ? `${letters.slice(0, QUOTED_CHARS - 1).join('')}…` : text}”`;
}
