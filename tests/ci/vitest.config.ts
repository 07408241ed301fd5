// Each step is a process, so that a test takes longer than a unit test may.
import { defineProject } from 'vitest/config';

export default defineProject({ test: { testTimeout: 60_000, hookTimeout: 60_000 } });
