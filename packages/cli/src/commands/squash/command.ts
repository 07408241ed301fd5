// roost migrate:squash
import { defineCommand } from '../../command.ts';
import { flags } from './flags.ts';

export const squash = defineCommand({
  name: 'migrate:squash',
  summary: 'replace applied migrations with a single equivalent migration',
  flags,
  examples: ['', '--to create_posts_table', '--dry-run'],
  load: async () => (await import('../runs.ts')).squash,
});
