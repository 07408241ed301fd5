// roost migrate:resolve
import { defineCommand } from '../../command.ts';
import { flags } from './flags.ts';

export const resolve = defineCommand({
  name: 'migrate:resolve',
  summary: 'mark a partially applied migration as applied or rolled back',
  arguments: [{ syntax: '<migration>', summary: 'the partially applied migration' }],
  flags,
  examples: [
    '20261123101500_backfill_slugs --applied',
    'backfill_slugs --rolled-back',
    'backfill_slugs --applied --remote',
  ],
  load: async () => (await import('../runs.ts')).resolve,
});
