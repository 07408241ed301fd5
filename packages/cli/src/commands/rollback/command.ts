// roost migrate:rollback
import { defineCommand } from '../../command.ts';
import { flags } from './flags.ts';

export const rollback = defineCommand({
  name: 'migrate:rollback',
  summary: 'roll back the last batch, newest migration first',
  flags,
  examples: ['', '--step 1', '--to create_posts_table'],
  load: async () => (await import('../runs.ts')).rollback,
});
