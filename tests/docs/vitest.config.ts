// A README's commands are processes, so they take longer than a unit test may.
import { defineProject } from 'vitest/config';

export default defineProject({ test: { testTimeout: 60_000 } });
