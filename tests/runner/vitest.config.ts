// On a busy machine a remote fault is waited out for seconds: a test that hangs is told from one that is slow.
import { defineProject } from 'vitest/config';

export default defineProject({
  test: {
    isolate: false,
    // Tests that run at once wait for most of their time.
    maxConcurrency: 16,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    setupFiles: ['../../scripts/property-seed.ts'],
  },
});
