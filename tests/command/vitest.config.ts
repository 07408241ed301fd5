// Each test starts several processes, so it may take longer than a test within one.
import { defineProject } from 'vitest/config';

export default defineProject({ test: { testTimeout: 60_000 } });
