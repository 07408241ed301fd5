// roost make:migration
import { defineCommand } from '../../command.ts';
import { flags } from './flags.ts';

export const makeMigration = defineCommand({
  name: 'make:migration',
  summary: 'create a migration file',
  arguments: [{ syntax: '<name>', summary: 'what it does, for example create_posts_table' }],
  flags,
  examples: [
    'add_slug_to_posts --fill',
    "create_posts_table --columns 'title:text, author:references users, views:int=0'",
    'to_schema --from-schema schema.sql --rename posts.title:headline',
  ],
  load: async () => (await import('../runs.ts')).makeMigration,
});
