// roost schema:types
import { defineCommand } from '../../command.ts';
import { flags } from './flags.ts';

export const types = defineCommand({
  name: 'schema:types',
  summary: 'print TypeScript types of the rows that the migrations lead to; needs no database',
  flags,
  examples: ['', '--out src/database.ts', '--kysely --out src/database.ts', '--check src/database.ts'],
  load: async () => (await import('../runs.ts')).types,
});
