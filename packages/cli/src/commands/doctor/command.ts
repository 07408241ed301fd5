// roost doctor
import { defineCommand } from '../../command.ts';
import { databaseFlags } from '../../flags.ts';

export const doctor = defineCommand({
  name: 'doctor',
  summary: 'check that the database behaves as migrations require',
  flags: databaseFlags,
  examples: ['', '--remote', '--remote --env production'],
  load: async () => (await import('../runs.ts')).doctor,
});
