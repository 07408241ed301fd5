// roost migrate:adopt
import { defineCommand } from '../../command.ts';
import { flags } from './flags.ts';

export const adopt = defineCommand({
  name: 'migrate:adopt',
  summary: 'record migrations as applied on a database that was built before, and run none',
  flags,
  examples: ['', '--from drizzle', '--to create_posts_table --pretend'],
  load: async () => (await import('../runs.ts')).adopt,
});
