import { defineProject } from 'vitest/config';

// The tests start a real wrangler, which takes seconds on a busy machine.
export default defineProject({ test: { isolate: false, testTimeout: 120_000, hookTimeout: 120_000 } });
