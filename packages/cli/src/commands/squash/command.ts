// roost migrate:squash
import { defineCommand } from '../../command.ts';
import { flags } from './flags.ts';

export const squash = defineCommand({
  name: 'migrate:squash',
  summary: 'replace the migrations that are applied, or the first ones, by one that makes the same',
  flags,
  examples: ['', '--to create_posts_table --pretend'],
  load: async () => (await import('../runs.ts')).squash,
});
