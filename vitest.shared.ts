import { defineConfig } from 'vitest/config';

/** What every package's vitest.config.ts starts from; a package adds only what is special about it. */
export const sharedTestConfig = defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    typecheck: { include: ['test/**/*.test-d.ts'] },
    testTimeout: 20_000,
    hookTimeout: 20_000,
    // The suites are made for two cores, however many there are: what takes long is processes they start.
    maxWorkers: 2,
    maxConcurrency: 3,
    restoreMocks: true,
    unstubEnvs: true,
  },
});
