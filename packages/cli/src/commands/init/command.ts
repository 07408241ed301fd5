// roost init
import { defineCommand } from '../../command.ts';
import { flags } from './flags.ts';

export const init = defineCommand({
  name: 'init',
  summary: 'look at a project, and set up what is missing to use roost in it',
  flags,
  examples: ['', '--yes --workflow', '--remote --dry-run'],
  load: async () => (await import('../runs.ts')).init,
});
