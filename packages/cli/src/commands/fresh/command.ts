// roost migrate:fresh
import { defineCommand } from '../../command.ts';
import { destroyingFlags } from '../../flags.ts';

export const fresh = defineCommand({
  name: 'migrate:fresh',
  summary: 'drop every table, view and trigger, and run every migration',
  flags: destroyingFlags,
  examples: ['', '--pretend'],
  load: async () => (await import('../runs.ts')).fresh,
});
