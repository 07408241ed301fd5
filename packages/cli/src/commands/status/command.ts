// roost migrate:status
import { defineCommand } from '../../command.ts';
import { flags } from './flags.ts';

export const status = defineCommand({
  name: 'migrate:status',
  summary: 'show the state of every migration',
  flags,
  examples: ['', '--pending --exit-code', '--remote --env production'],
  load: async () => (await import('../runs.ts')).status,
});
