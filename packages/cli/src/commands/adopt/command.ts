// roost migrate:adopt
import { defineCommand } from '../../command.ts';
import { flags } from './flags.ts';

export const adopt = defineCommand({
  name: 'migrate:adopt',
  summary: 'mark migrations as applied on an existing database without running them',
  flags,
  examples: ['', '--ledger-of drizzle:my_table', '--to create_posts_table --dry-run'],
  load: async () => (await import('../runs.ts')).adopt,
});
