// roost import
import { defineCommand } from '../../command.ts';
import { flags } from './flags.ts';

export const importSql = defineCommand({
  name: 'import',
  summary: 'write SQL migrations as TypeScript, with down() where it is certain',
  arguments: [{ syntax: '<folder>', summary: 'folder of the SQL migrations, of wrangler or another tool' }],
  flags,
  examples: ['migrations', 'drizzle --dry-run', 'migrations --path database/migrations'],
  load: async () => (await import('../runs.ts')).importSql,
});
