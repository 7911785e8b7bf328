import { restoreStore } from '../core/store/backup.ts';
import { settleRestored } from '../deliveries/carry-over.ts';
import { carryDiscussions } from '../discussions/carry-over.ts';
import { readSettings } from './session.ts';
import { examples, type ExitCode, type Verb, type VerbContext } from './verb.ts';

interface RestoreVerbOptions {
  readonly replace?: true;
  readonly json?: true;
}

/** `paperboy restore`: puts a backup in the place of the store. */
export const restore: Verb = {
  declare: (command, run) =>
    command
      .name('restore')
      .description('put a backup in the place of the store, which is kept beside it; stop the bot first')
      .argument('<file>', 'the backup')
      .option('--replace', 'also where there is a store')
      .option('--json', 'one JSON line')
      .addHelpText('after', examples('paperboy restore --replace paperboy-2026-07-14.db'))
      .action((file: string, options: RestoreVerbOptions) => run((context) => restoreFile(context, file, options))),
};

async function restoreFile(
  { terminal, options }: VerbContext,
  file: string,
  given: RestoreVerbOptions,
): Promise<ExitCode> {
  const { papers, channels, kept } = await restoreStore(readSettings(options).storeUrl, file, {
    replace: given.replace === true,
    now: Date.now,
    async settle(restored, before) {
      await settleRestored(restored, before);
      await carryDiscussions(restored, before);
    },
  });
  if (given.json) await terminal.line({ file, papers, channels, ...(kept !== undefined && { kept }) });
  else {
    const before = kept === undefined ? '' : ` The store that was there is kept as ${kept}.`;
    await terminal.print(`${file} is restored: papers ${papers}, channels ${channels}.${before}`);
  }
  return 0;
}
