// roost migrate:lint
import { defineCommand } from '../../command.ts';
import { flags } from './flags.ts';

export const lint = defineCommand({
  name: 'migrate:lint',
  summary: 'find migrations that lose data or fail, before they run; needs no database',
  flags,
  examples: ['', '--format github', '--allow drop-table'],
  load: async () => (await import('../runs.ts')).lint,
});
