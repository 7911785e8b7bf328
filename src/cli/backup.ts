import { statSync } from 'node:fs';
import { backUpStore } from '../core/store/backup.ts';
import { readSettings } from './session.ts';
import { examples, type ExitCode, type Verb, type VerbContext } from './verb.ts';

interface BackupVerbOptions {
  readonly replace?: true;
  readonly json?: true;
}

/** `paperboy backup`: writes the store into one file. */
export const backup: Verb = {
  declare: (command, run) =>
    command
      .name('backup')
      .description('write the store into one file, as it is at this moment; the bot may go on meanwhile')
      .argument('<file>', 'the new file to write it into')
      .option('--replace', 'also where there is such a file')
      .option('--json', 'one JSON line')
      .addHelpText('after', examples('paperboy backup paperboy-$(date +%F).db'))
      .action((file: string, options: BackupVerbOptions) => run((context) => backUp(context, file, options))),
};

async function backUp({ terminal, options }: VerbContext, file: string, given: BackupVerbOptions): Promise<ExitCode> {
  const size = await backUpStore(readSettings(options).storeUrl, file, { replace: given.replace === true });
  const { size: bytes } = statSync(file);
  const { papers, channels } = size;
  if (given.json) await terminal.line({ file, papers, channels, bytes });
  else await terminal.print(`${file}: papers ${papers}, channels ${channels}, ${(bytes / 1e6).toFixed(1)} MB`);
  return 0;
}
