// workerd is started for each test: one that hangs is told from one on a busy machine.
import { defineProject } from 'vitest/config';

export default defineProject({ test: { isolate: false, testTimeout: 60_000, hookTimeout: 60_000 } });
