// roost build:migrations
import { defineCommand } from '../../command.ts';
import { flags } from './flags.ts';

export const buildMigrations = defineCommand({
  name: 'build:migrations',
  summary: 'write a module that imports the migrations into a Worker; needs no database',
  flags,
  examples: [
    '--out src/migrations.ts',
    '--out src/migrations.ts --watch',
    '--check src/migrations.ts',
    '--path migrations',
  ],
  load: async () => (await import('../runs.ts')).buildMigrations,
});
