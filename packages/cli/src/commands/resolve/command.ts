// roost migrate:resolve
import { defineCommand } from '../../command.ts';
import { flags } from './flags.ts';

export const resolve = defineCommand({
  name: 'migrate:resolve',
  summary: 'settle a migration that was stopped outside a transaction',
  arguments: [{ syntax: '<name>', summary: 'the partial migration' }],
  flags,
  examples: ['20261123101500_backfill_slugs --applied'],
  load: async () => (await import('../runs.ts')).resolve,
});
