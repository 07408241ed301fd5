// wrangler is started as a process, and several times in a test.
import { defineProject } from 'vitest/config';

export default defineProject({ test: { testTimeout: 180_000, hookTimeout: 180_000 } });
