import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { World } from './world.ts';

/** A process of the bot. */
export interface Bot {
  /** Resolves when it has ended, with how. */
  readonly ended: Promise<string>;
  /** Ends it as a power cut does; resolves when it is gone. */
  kill(): Promise<void>;
}

/** The program as people start it. */
export const PROGRAM = [fileURLToPath(new URL('../../src/cli/launch.js', import.meta.url)), 'start'];

/** The program with labelled steps, given its settings. */
export function steppedProgram(settings: object): readonly string[] {
  return [fileURLToPath(new URL('program.ts', import.meta.url)), JSON.stringify(settings)];
}

/** A run that does not come to its end in so long a time has hung. */
const PATIENCE_MS = 120_000;

const LOOK_MS = 40;

/** Starts the bot in a world; what it logs is added to the world's log. */
export function startBot({ folder, env }: World, command: readonly string[]): Bot {
  const child = spawn(process.execPath, [...command], { cwd: folder, env, stdio: ['ignore', 'ignore', 'pipe'] });
  child.stderr.pipe(createWriteStream(join(folder, 'log.txt'), { flags: 'a' }));
  const kill = (): void => void child.kill('SIGKILL');
  // It would go on without us.
  process.once('exit', kill);
  const exit = once(child, 'exit').finally(() => process.off('exit', kill));
  const ended = exit.then(([code, signal]) => (signal === null ? `exit code ${code}` : String(signal)));
  return {
    ended,
    async kill() {
      kill();
      await ended;
    },
  };
}

/** How a run came to its end: all was done, the bot ended by itself, or it went on for too long. */
export interface Ending {
  readonly how: 'done' | 'ended' | 'hung';
  /** What there is to say of it. */
  readonly remark: string;
  readonly tookMs: number;
}

/** How far a run has come, as its world tells. */
type Stand = 'under way' | 'done' | 'done but for what came later';

/**
 * Runs the bot until everything is collected and delivered, and ends it then. Channels that were served before the last dump had
 * come are made due once more, `isRestarted` for a bot that serves only at its start what is due outside of its hours.
 */
export async function runToEnd(world: World, command: readonly string[], isRestarted: boolean): Promise<Ending> {
  const beganMs = performance.now();
  const end = (how: Ending['how'], remark: string): Ending => ({ how, remark, tookMs: performance.now() - beganMs });
  let bot = startBot(world, command);
  for (;;) {
    const ended = await Promise.race([bot.ended, setTimeout(LOOK_MS)]);
    if (ended !== undefined) return end('ended', ended);
    const stand = standOf(world);
    if (stand === 'done') {
      const ending = end('done', '');
      await bot.kill();
      return ending;
    }
    if (performance.now() - beganMs > PATIENCE_MS) {
      await bot.kill();
      return end('hung', JSON.stringify(world.look.progress(Date.now())));
    }
    if (stand === 'under way') continue;
    if (isRestarted) await bot.kill();
    world.look.makeDue(Date.now());
    if (isRestarted) bot = startBot(world, command);
  }
}

function standOf({ look, dumps }: World): Stand {
  const { head, open, due, behind } = look.progress(Date.now());
  if (head < dumps() || open > 0 || due > 0) return 'under way';
  return behind === 0 ? 'done' : 'done but for what came later';
}
