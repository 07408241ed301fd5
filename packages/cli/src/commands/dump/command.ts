// roost schema:dump
import { defineCommand } from '../../command.ts';
import { flags } from './flags.ts';

export const dump = defineCommand({
  name: 'schema:dump',
  summary: 'print the schema as SQL, the same bytes for the same schema',
  flags,
  examples: ['', '--out database/schema.sql', '--check database/schema.sql'],
  load: async () => (await import('../runs.ts')).dump,
});
