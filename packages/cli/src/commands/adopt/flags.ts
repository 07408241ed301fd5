// The flags of roost migrate:adopt.
import type { ForeignTool, LedgerOf } from '@roostjs/migrations-core';
import { InvalidArgumentError } from 'commander';
import { type Flag, type FlagValue, text, toggle } from '../../flag.ts';
import { allowOtherEnvironment, confirm, databaseFlags, type FlagsOf, pretend } from '../../flags.ts';

// Written out, because core is not loaded for help alone.
export const tools: readonly ForeignTool[] = [
  'wrangler',
  'alchemy',
  'nuxthub',
  'drizzle',
  'payload',
  'prisma',
  'knex',
  'lucid',
  'kysely',
  'umzug',
  'effect',
  'dbmate',
  'goose',
  'sql-migrate',
];

const ledgerOf: FlagValue<LedgerOf | undefined> = {
  initial: undefined,
  offered: tools,
  parse: parseLedgerOf,
};

export const flags = [
  {
    syntax: '--ledger-of <tool[:table]>',
    value: ledgerOf,
    summary:
      'tool whose ledger says what is applied, and its table if it has another name ' +
      `(default: the only ledger found; tools: ${tools.join(', ')})`,
  },
  {
    syntax: '--to <migration>',
    value: text,
    summary: 'last migration that is already applied, ignoring the ledgers',
    conflicts: ['ledgerOf'],
  },
  { ...pretend, summary: 'show what would be marked and what differs, and write nothing' },
  {
    syntax: '--force',
    value: toggle,
    summary: 'proceed even if the schema differs from what the migrations create',
  },
  confirm,
  allowOtherEnvironment,
  ...databaseFlags,
] as const satisfies readonly Flag[];

export type AdoptFlags = FlagsOf<typeof flags>;

function parseLedgerOf(given: string): LedgerOf {
  const isKnown = tools.some(
    (tool) => given === tool || (given.startsWith(`${tool}:`) && !given.endsWith(':')),
  );
  if (!isKnown)
    throw new InvalidArgumentError(
      `The tools are ${tools.join(', ')}; a table of another name follows a colon: drizzle:my_table.`,
    );
  return given as LedgerOf;
}
