import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: ['packages/*', 'internal/*', 'apps/*', 'tests/!(*.md)'],
    reporters: [['default', { summary: false }], './scripts/totals-reporter.ts'],
  },
});
