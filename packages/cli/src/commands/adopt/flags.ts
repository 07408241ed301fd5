// The flags of roost migrate:adopt.
import type { ForeignTool } from '@roostjs/migrations-core';
import { type Flag, oneOf, text, toggle } from '../../flag.ts';
import { allowOtherEnvironment, databaseFlags, type FlagsOf } from '../../flags.ts';

export const flags = [
  {
    syntax: '--from <tool>',
    // Written out, because core is not loaded for help alone.
    value: oneOf<ForeignTool>(['wrangler', 'drizzle', 'prisma', 'knex', 'kysely']),
    summary: 'tool whose ledger says what is applied (default: the only one found)',
  },
  {
    syntax: '--to <name>',
    value: text,
    summary: 'last migration that is already applied, ignoring the ledgers',
    conflicts: ['from'],
  },
  {
    syntax: '--pretend',
    value: toggle,
    summary: 'show what would be marked and what differs, and write nothing',
  },
  {
    syntax: '--force',
    value: toggle,
    summary: 'proceed even if the schema differs from what the migrations create',
  },
  { syntax: '--confirm <name>', value: text, summary: 'confirm by name which remote database is adopted' },
  allowOtherEnvironment,
  ...databaseFlags,
] as const satisfies readonly Flag[];

export type AdoptFlags = FlagsOf<typeof flags>;
