import { defineProject } from 'vitest/config';

export default defineProject({ test: { setupFiles: ['../../scripts/property-seed.ts'] } });
