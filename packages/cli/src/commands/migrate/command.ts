// roost migrate
import { defineCommand } from '../../command.ts';
import { flags } from './flags.ts';

export const migrate = defineCommand({
  name: 'migrate',
  summary: 'apply every pending migration',
  flags,
  examples: ['', '--dry-run', '--remote --env production'],
  load: async () => (await import('../runs.ts')).migrate,
});
