import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    root: new URL('..', import.meta.url).pathname,
    // Most tests wait for a disk or a process now and then.
    maxWorkers: '100%',
    // No test changes what another file's stands on: nothing is mocked by its path.
    isolate: false,
    // A busy machine takes its time.
    testTimeout: 60_000,
  },
});
