// roost migrate:install
import { defineCommand } from '../../command.ts';
import { writingFlags } from '../../flags.ts';

export const install = defineCommand({
  name: 'migrate:install',
  summary: 'make the table that records what is applied',
  flags: writingFlags,
  examples: ['', '--remote'],
  load: async () => (await import('../runs.ts')).install,
});
