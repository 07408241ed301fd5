// roost db:seed
import { defineCommand } from '../../command.ts';
import { flags } from './flags.ts';

export const dbSeed = defineCommand({
  name: 'db:seed',
  summary: 'run all seeders, or those that are named',
  arguments: [{ syntax: '[seeder...]', summary: 'names of seeders, with or without their numbers' }],
  flags,
  examples: ['', 'users posts', '--dry-run'],
  load: async () => (await import('../runs.ts')).dbSeed,
});
