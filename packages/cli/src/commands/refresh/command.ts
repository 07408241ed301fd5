// roost migrate:refresh
import { defineCommand } from '../../command.ts';
import { flags } from './flags.ts';

export const refresh = defineCommand({
  name: 'migrate:refresh',
  summary: 'roll back all (or the last n) migrations, then migrate',
  flags,
  examples: ['', '--step 1', '--seed'],
  load: async () => (await import('../runs.ts')).refresh,
});
