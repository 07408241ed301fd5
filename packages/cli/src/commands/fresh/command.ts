// roost migrate:fresh
import { defineCommand } from '../../command.ts';
import { destroyingFlags } from '../../flags.ts';

export const fresh = defineCommand({
  name: 'migrate:fresh',
  summary: 'drop all tables, views and triggers, then apply all migrations',
  flags: destroyingFlags,
  examples: ['', '--seed', '--dry-run'],
  load: async () => (await import('../runs.ts')).fresh,
});
