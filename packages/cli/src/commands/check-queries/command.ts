// roost check:queries
import { defineCommand } from '../../command.ts';
import { flags } from './flags.ts';

export const checkQueries = defineCommand({
  name: 'check:queries',
  summary: "find the application's queries that pending migrations would break",
  flags,
  examples: ['', '--from database/queries.sql', '--remote --insights'],
  load: async () => (await import('../runs.ts')).checkQueries,
});
