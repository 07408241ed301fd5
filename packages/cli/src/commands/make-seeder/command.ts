// roost make:seeder
import { defineCommand } from '../../command.ts';
import { seedersProjectFlags } from '../../flags.ts';

export const makeSeeder = defineCommand({
  name: 'make:seeder',
  summary: 'create a seeder file',
  arguments: [{ syntax: '<name>', summary: 'what it fills, for example users' }],
  flags: seedersProjectFlags,
  examples: ['users', '01_countries', 'users --seeders seeds'],
  load: async () => (await import('../runs.ts')).makeSeeder,
});
