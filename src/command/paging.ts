import type { CardPage, Page } from './services.ts';
import type { Button, OptionSpec, OptionValues, Reply } from '../command.ts';

/** How many papers a page of a list shows. */
const PAGE_SIZE = 5;

/** The option of every command that shows its papers by pages. */
export const pageOption = {
  name: 'page',
  description: 'which page to show, from 1',
  type: 'integer',
  min: 1,
  max: 1000,
} as const satisfies OptionSpec;

/** The page that was asked for, the first where none was. */
export function readPage({ page }: OptionValues): Page {
  return { limit: PAGE_SIZE, offset: (Number(page ?? 1) - 1) * PAGE_SIZE };
}

/** A page of papers as a reply, with buttons to the pages around it. */
export function showPage(title: string, { cards, hasMore }: CardPage, command: string, options: OptionValues): Reply {
  const page = Number(options.page ?? 1);
  const buttons = pageButtons(hasMore, command, options);
  return {
    title: page > 1 ? `${title} (page ${page})` : title,
    sections: [cards.length > 0 ? { cards } : { text: 'Nothing more on this page.' }],
    ...(buttons.length > 0 && { buttons }),
  };
}

/** Buttons to the pages around the one that the options ask for. */
export function pageButtons(hasMore: boolean, command: string, options: OptionValues): readonly Button[] {
  const page = Number(options.page ?? 1);
  return [
    ...(page > 1
      ? [{ label: 'Previous', command, options: { ...options, page: page - 1 }, how: 'replace' as const }]
      : []),
    ...(hasMore ? [{ label: 'Next', command, options: { ...options, page: page + 1 }, how: 'replace' as const }] : []),
  ];
}
