// The flags of roost migrate:adopt.
import type { ForeignTool } from '@roostjs/migrations-core';
import { type Flag, oneOf, text, toggle } from '../../flag.ts';
import { allowOtherEnvironment, databaseFlags, type FlagsOf } from '../../flags.ts';

export const flags = [
  {
    syntax: '--from <tool>',
    // Written out, because core is not loaded for help alone.
    value: oneOf<ForeignTool>(['wrangler', 'drizzle', 'prisma', 'knex', 'kysely']),
    summary: 'whose ledger says what is applied (default: the only one there is)',
  },
  {
    syntax: '--to <name>',
    value: text,
    summary: 'the last migration that holds already, whatever a ledger says',
    conflicts: ['from'],
  },
  {
    syntax: '--pretend',
    value: toggle,
    summary: 'show what would be recorded, and what differs, and write nothing',
  },
  {
    syntax: '--force',
    value: toggle,
    summary: 'record it although the database differs from what the migrations make',
  },
  { syntax: '--confirm <name>', value: text, summary: 'name of the remote database that is taken over' },
  allowOtherEnvironment,
  ...databaseFlags,
] as const satisfies readonly Flag[];

export type AdoptFlags = FlagsOf<typeof flags>;
