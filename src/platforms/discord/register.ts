import { isDeepStrictEqual } from 'node:util';
import { Routes } from 'discord.js';
import type { REST } from 'discord.js';
import { z } from 'zod';
import type { Command } from '../../command.ts';
import { toDiscordCommands } from './commands.ts';

/** What Discord adds to a command, or says where it was left out (https://docs.discord.com/developers/interactions/application-commands). */
const DEFAULTS: Readonly<Record<string, unknown>> = {
  required: false,
  autocomplete: false,
  nsfw: false,
  dm_permission: true,
  handler: 1,
  options: [],
};
const ADDED = new Set(['id', 'application_id', 'guild_id', 'version']);

type Known = z.infer<typeof commandsSchema>[number];

const commandsSchema = z.array(z.record(z.string(), z.unknown()));

/** Makes Discord's list of commands what is declared; writes only where it differs. Resolves with whether it wrote. */
export async function registerCommands(
  rest: REST,
  application: string,
  commands: readonly Command[],
): Promise<boolean> {
  const route = Routes.applicationCommands(application);
  const declared = toDiscordCommands(commands);
  // A list that cannot be read is written again.
  const known = commandsSchema.safeParse(await rest.get(route).catch(() => undefined));
  if (known.success && isSame(declared, known.data)) return false;
  await rest.put(route, { body: declared });
  return true;
}

/** Discord keeps them in an order of its own. */
function isSame(declared: readonly { readonly name: string }[], known: readonly Known[]): boolean {
  return (
    declared.length === known.length &&
    declared.every((command) => {
      const found = known.find(({ name }) => name === command.name);
      return found !== undefined && isDeepStrictEqual(normalize(found), comparable(command, found));
    })
  );
}

/** Where a command may be used is compared only with a server that says so. */
function comparable(declared: object, known: object): unknown {
  const unsaid = new Set(['contexts', 'integration_types'].filter((key) => !(key in known)));
  return normalize(Object.fromEntries(Object.entries(declared).filter(([key]) => !unsaid.has(key))));
}

function normalize(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(normalize);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, field]: [string, unknown]) => !ADDED.has(key) && !isDefault(key, field))
      .map(([key, field]: [string, unknown]) => [key, normalize(field)]),
  );
}

function isDefault(key: string, value: unknown): boolean {
  return value === null || value === undefined || isDeepStrictEqual(value, DEFAULTS[key]);
}
