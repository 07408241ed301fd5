// roost migrate:export
import { defineCommand } from '../../command.ts';
import { flags } from './flags.ts';

export const exportSql = defineCommand({
  name: 'migrate:export',
  summary: 'export migrations as SQL files for wrangler d1 migrations apply',
  flags,
  examples: ['', '--check', '--skip-applied'],
  load: async () => (await import('../runs.ts')).exportSql,
});
