// roost doctor
import { defineCommand } from '../../command.ts';
import { databaseFlags } from '../../flags.ts';

export const doctor = defineCommand({
  name: 'doctor',
  summary: 'try out on the database what migrations stand on',
  flags: databaseFlags,
  examples: ['', '--remote'],
  load: async () => (await import('../runs.ts')).doctor,
});
