// roost make:migration
import { defineCommand } from '../../command.ts';
import { flags } from './flags.ts';

export const makeMigration = defineCommand({
  name: 'make:migration',
  summary: 'create a migration file',
  arguments: [{ syntax: '<name>', summary: 'what it does, for example create_posts_table' }],
  flags,
  examples: [
    'create_posts_table',
    'add_slug_to_posts --fill --sql',
    "create_posts_table --columns 'title:text, author:references users, views:int=0'",
  ],
  load: async () => (await import('../runs.ts')).makeMigration,
});
