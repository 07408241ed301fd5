// roost migrate:reset
import { defineCommand } from '../../command.ts';
import { flags } from './flags.ts';

export const reset = defineCommand({
  name: 'migrate:reset',
  summary: 'roll every migration back and run them all again',
  flags,
  examples: ['', '--pretend'],
  load: async () => (await import('../runs.ts')).reset,
});
