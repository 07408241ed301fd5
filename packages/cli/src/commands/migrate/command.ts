// roost migrate
import { defineCommand } from '../../command.ts';
import { flags } from './flags.ts';

export const migrate = defineCommand({
  name: 'migrate',
  summary: 'apply every pending migration',
  flags,
  examples: ['', '--pretend', '--to create_posts_table'],
  load: async () => (await import('../runs.ts')).migrate,
});
