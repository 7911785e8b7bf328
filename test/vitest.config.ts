import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    root: new URL('..', import.meta.url).pathname,
    // Most tests wait for a disk, a process or a server's pace now and then.
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    // No test changes what another file's stands on: nothing is mocked by its path.
    isolate: false,
    // A busy machine takes its time.
    testTimeout: 60_000,
  },
});
