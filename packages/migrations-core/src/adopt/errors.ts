// What keeps a database that was built before from being taken over.

import type { NoDetails, RoostError } from '@roostjs/internal-errors';
import type { SchemaDifference } from '../database/schema-diff.ts';
import { counted, fail, notDone, quoted, type Uncommitted } from '../errors.ts';
import type { ForeignLedger, ForeignTool } from './foreign-ledgers.ts';

export function foreignLedgerMissing(
  known: readonly ForeignLedger[],
): RoostError<'ADOPT.LEDGER_MISSING', { readonly tables: readonly string[] }> {
  const looked = known.map(({ tool, table }) => `${tool} ('${table}')`).join(', ');
  return fail({
    code: 'ADOPT.LEDGER_MISSING',
    message: `The database holds no ledger of ${looked}.`,
    hint: 'Name the last migration that holds already: roost migrate:adopt --to <name>. Nothing was changed.',
    details: { tables: known.map(({ table }) => table) },
  });
}

export function foreignLedgerAmbiguous(
  found: readonly ForeignLedger[],
): RoostError<'ADOPT.LEDGER_AMBIGUOUS', { readonly tools: readonly ForeignTool[] }> {
  const tools = found.map(({ tool }) => tool);
  return fail({
    code: 'ADOPT.LEDGER_AMBIGUOUS',
    message: `The database holds more than one ledger: ${found.map(({ tool, table }) => `${tool} ('${table}')`).join(', ')}.`,
    hint: `Say whose it is: --from ${tools.join(' or --from ')}. Nothing was changed.`,
    details: { tools },
  });
}

export function foreignUnfinished(
  tool: string,
  names: readonly string[],
): RoostError<'ADOPT.UNFINISHED', { readonly tool: string; readonly names: readonly string[] }> {
  return fail({
    code: 'ADOPT.UNFINISHED',
    message: `By the ledger of ${tool}, ${quoted(names)} was begun and has not ended.`,
    hint: `Settle it with ${tool} first, or name the last migration that holds: --to <name>. Nothing was changed.`,
    details: { tool, names },
  });
}

export function foreignUnmatched(
  tool: string,
  names: readonly string[],
): RoostError<'ADOPT.UNMATCHED', { readonly tool: string; readonly names: readonly string[] }> {
  return fail({
    code: 'ADOPT.UNMATCHED',
    message: `The ledger of ${tool} has ${counted(names, 'migration')} without a file of its own here: ${quoted(names)}.`,
    hint:
      'Write a migration of the same name with the same SQL, or name the last migration that holds: --to <name>. ' +
      'Nothing was changed.',
    details: { tool, names },
  });
}

export function replayFailed(reason: string, cause: unknown): RoostError<'ADOPT.REPLAY_FAILED', NoDetails> {
  return fail({
    code: 'ADOPT.REPLAY_FAILED',
    message: `The migrations do not run on an empty database, so that they cannot have made this one: ${reason}`,
    hint: 'Mend the migration, or leave it out with --to <name>. Nothing was changed.',
    details: {},
    cause,
  });
}

export function schemaDiffers(
  differences: readonly SchemaDifference[],
  migrations: number,
): RoostError<'ADOPT.SCHEMA_DIFFERS', { readonly differences: readonly SchemaDifference[] }> {
  const shown = differences.map(({ difference, type, name }) => `${difference} ${type} '${name}'`).join(', ');
  const what = migrations === 1 ? 'the migration makes' : `the ${migrations} migrations make`;
  return fail({
    code: 'ADOPT.SCHEMA_DIFFERS',
    message: `The database is not what ${what}: ${shown}.`,
    hint: 'Correct the migrations until they make what is there; --force records them all the same. Nothing was changed.',
    details: { differences },
  });
}

export function adoptFailed(uncommitted: Uncommitted): RoostError<'ADOPT.FAILED', NoDetails> {
  return fail({
    code: 'ADOPT.FAILED',
    message: notDone(['The migrations', 'were', 'recorded'], uncommitted),
    hint: 'Look at roost migrate:status, then run the command again.',
  });
}
