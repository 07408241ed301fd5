// roost migrate:check
import { defineCommand } from '../../command.ts';
import { flags } from './flags.ts';

export const check = defineCommand({
  name: 'migrate:check',
  summary: 'find out whether it matters which of two branches is deployed first',
  flags,
  examples: ['--base main', '--base origin/main --data', '--base ../other-checkout'],
  load: async () => (await import('../runs.ts')).check,
});
