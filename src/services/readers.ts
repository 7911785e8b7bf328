import type { Caller } from '../command.ts';
import type { ReaderServices } from '../command/services.ts';
import type { Paper } from '../papers/paper.ts';
import { findPapers } from '../papers/find-papers.ts';
import type { Stages } from '../pipeline.ts';
import { toBibTeX } from '../reactions/bibtex.ts';
import { hashPerson } from '../reactions/person.ts';
import { listSaves, savePaper, unsavePaper, type Keeper } from '../reactions/saves.ts';
import { votePaper } from '../reactions/votes.ts';
import { readCard, readCards } from './cards.ts';

/** What readers keep and think. People are stored as hashes with `secret` only. */
export function createReaderServices(
  stages: Stages,
  findPaper: (reference: string) => Promise<Paper>,
  secret: string,
): ReaderServices {
  const { store, library, now } = stages;

  function keeperOf({ space, person }: Caller): Keeper {
    return { space, person: hashPerson(secret, person) };
  }

  return {
    async save(reference, caller) {
      const paper = await findPaper(reference);
      const wasSaved = await savePaper(store, keeperOf(caller), paper.id, caller.channel, now());
      return { card: await readCard(stages, paper), wasSaved };
    },
    async unsave(reference, caller) {
      const paper = await findPaper(reference);
      await unsavePaper(store, keeperOf(caller), paper.id);
      return readCard(stages, paper);
    },
    async saved(caller, { limit, offset }) {
      const ids = await listSaves(store, keeperOf(caller), limit + 1, offset);
      const papers = await findPapers(library, ids.slice(0, limit));
      return { cards: await readCards(stages, papers), hasMore: ids.length > limit };
    },
    async exportSaved(caller) {
      const ids = await listSaves(store, keeperOf(caller));
      // What was saved first keeps its key, and what is saved later stands at the end.
      return toBibTeX(await findPapers(library, ids.toReversed()));
    },
    async vote(reference, vote, caller) {
      const paper = await findPaper(reference);
      await votePaper(
        store,
        { channel: caller.channel, person: hashPerson(secret, caller.person) },
        paper.id,
        vote,
        now(),
      );
      return readCard(stages, paper);
    },
  };
}
