import { defineCommand, type Reply } from '../src/command.ts';
import { pageOption, readPage, showPage } from '../src/command/paging.ts';

/** Shows what the person has kept, or gives it as BibTeX. */
export const saved = defineCommand({
  name: 'saved',
  description: 'Show the papers you have saved, or export them as BibTeX',
  options: [
    {
      name: 'export',
      description: 'give the whole list as a file instead',
      type: 'choice',
      choices: ['bibtex'],
    },
    pageOption,
  ],
  examples: ['saved', 'saved 2', 'saved bibtex'],
  async run({ options, ...caller }, services) {
    if (options.export === 'bibtex') return exportList(await services.exportSaved(caller));
    const found = await services.saved(caller, readPage(options));
    if (found.cards.length === 0 && Number(options.page ?? 1) === 1) return sayNothing();
    const reply = showPage('Your saved papers', found, 'saved', options);
    return {
      ...reply,
      buttons: [
        ...(reply.buttons ?? []),
        { label: 'Export as BibTeX', command: 'saved', options: { export: 'bibtex' }, how: 'answer' },
      ],
    };
  },
});

function exportList(text: string): Reply {
  if (text.trim() === '') return sayNothing();
  return {
    title: 'Your saved papers as BibTeX',
    sections: [{ text: 'Reference managers such as Zotero or JabRef can import the file.' }],
    file: { name: 'papers.bib', text },
  };
}

function sayNothing(): Reply {
  const text = 'The 🔖 button of a card saves its paper, and so does "save" with a title or an arXiv id.';
  return { title: 'You have not saved any paper yet', sections: [{ text }] };
}
