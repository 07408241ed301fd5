// roost migrate:repair
import { defineCommand } from '../../command.ts';
import { writingFlags } from '../../flags.ts';

export const repair = defineCommand({
  name: 'migrate:repair',
  summary: 'accept the current files and schema as the new baseline',
  flags: writingFlags,
  examples: ['', '--remote', '--remote --env production'],
  load: async () => (await import('../runs.ts')).repair,
});
