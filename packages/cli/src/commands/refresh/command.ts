// roost migrate:refresh
import { defineCommand } from '../../command.ts';
import { flags } from './flags.ts';

export const refresh = defineCommand({
  name: 'migrate:refresh',
  summary: 'roll the last migrations back, or all, and apply what is pending then',
  flags,
  examples: ['', '--step 1'],
  load: async () => (await import('../runs.ts')).refresh,
});
