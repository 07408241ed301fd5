// roost migrate:repair
import { defineCommand } from '../../command.ts';
import { writingFlags } from '../../flags.ts';

export const repair = defineCommand({
  name: 'migrate:repair',
  summary: 'record as it is now what has changed since it was applied: files, their names, and the schema',
  flags: writingFlags,
  examples: ['', '--remote'],
  load: async () => (await import('../runs.ts')).repair,
});
