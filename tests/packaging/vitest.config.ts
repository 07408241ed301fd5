// The packages are packed once for all tests here. Installing and type-checking take longer than a unit test may.
import { defineProject } from 'vitest/config';

export default defineProject({
  test: { globalSetup: './test/global-setup.ts', testTimeout: 60_000, hookTimeout: 60_000 },
});
