// wrangler is started as a process, so a test may take longer than one within this process.
import { defineProject } from 'vitest/config';

export default defineProject({ test: { isolate: false, testTimeout: 60_000, hookTimeout: 60_000 } });
