// Some tests start workerd, wrangler or Node, and on a busy machine a test that hangs is told from one that is slow.
import { defineProject } from 'vitest/config';

export default defineProject({ test: { isolate: false, testTimeout: 60_000, hookTimeout: 60_000 } });
