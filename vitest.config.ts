import { defineConfig } from 'vitest/config';

// The files of a project with `isolate: false` share a process, which loads what they test once.
export default defineConfig({
  test: {
    projects: ['packages/*', 'internal/*', 'apps/*', 'tests/!(*.md)'],
    reporters: [['default', { summary: false }], './scripts/totals-reporter.ts'],
  },
});
