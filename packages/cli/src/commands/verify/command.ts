// roost migrate:verify
import { defineCommand } from '../../command.ts';
import { flags } from './flags.ts';

export const verify = defineCommand({
  name: 'migrate:verify',
  summary: 'run each migration up, down and up again on an in-memory database',
  flags,
  examples: ['', '--data', '--reversible'],
  load: async () => (await import('../runs.ts')).verify,
});
