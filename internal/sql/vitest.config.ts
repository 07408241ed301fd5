import { defineProject } from 'vitest/config';

export default defineProject({
  test: { isolate: false, testTimeout: 60_000, setupFiles: ['../../scripts/property-seed.ts'] },
});
