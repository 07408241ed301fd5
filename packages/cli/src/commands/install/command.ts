// roost migrate:install
import { defineCommand } from '../../command.ts';
import { writingFlags } from '../../flags.ts';

export const install = defineCommand({
  name: 'migrate:install',
  summary: 'create the migrations table (the ledger)',
  flags: writingFlags,
  examples: ['', '--remote', '--ledger roost_migrations'],
  load: async () => (await import('../runs.ts')).install,
});
