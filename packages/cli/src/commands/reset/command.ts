// roost migrate:reset
import { defineCommand } from '../../command.ts';
import { flags } from './flags.ts';

export const reset = defineCommand({
  name: 'migrate:reset',
  summary: 'roll back all migrations, then apply them again',
  flags,
  examples: ['', '--seed', '--dry-run'],
  load: async () => (await import('../runs.ts')).reset,
});
