// Errors that prevent the adoption of an existing database.

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
    message: `The database has no ledger of ${looked}.`,
    hint: 'Name the last migration that is already applied: roost migrate:adopt --to <name>. Nothing was changed.',
    details: { tables: known.map(({ table }) => table) },
  });
}

export function foreignLedgerAmbiguous(
  found: readonly ForeignLedger[],
): RoostError<'ADOPT.LEDGER_AMBIGUOUS', { readonly tools: readonly ForeignTool[] }> {
  const tools = found.map(({ tool }) => tool);
  return fail({
    code: 'ADOPT.LEDGER_AMBIGUOUS',
    message: `The database has several ledgers: ${found.map(({ tool, table }) => `${tool} ('${table}')`).join(', ')}.`,
    hint: `Choose one: --from ${tools.join(' or --from ')}. Nothing was changed.`,
    details: { tools },
  });
}

export function foreignUnfinished(
  tool: string,
  names: readonly string[],
): RoostError<'ADOPT.UNFINISHED', { readonly tool: string; readonly names: readonly string[] }> {
  return fail({
    code: 'ADOPT.UNFINISHED',
    message: `According to the ledger of ${tool}, ${quoted(names)} was started and not finished.`,
    hint: `Resolve it with ${tool} first, or name the last applied migration: --to <name>. Nothing was changed.`,
    details: { tool, names },
  });
}

export function foreignUnmatched(
  tool: string,
  names: readonly string[],
): RoostError<'ADOPT.UNMATCHED', { readonly tool: string; readonly names: readonly string[] }> {
  return fail({
    code: 'ADOPT.UNMATCHED',
    message: `The ledger of ${tool} has ${counted(names, 'migration')} without a matching file here: ${quoted(names)}.`,
    hint:
      'Write a migration of the same name with the same SQL, or name the last applied migration: --to <name>. ' +
      'Nothing was changed.',
    details: { tool, names },
  });
}

export function replayFailed(reason: string, cause: unknown): RoostError<'ADOPT.REPLAY_FAILED', NoDetails> {
  return fail({
    code: 'ADOPT.REPLAY_FAILED',
    message: `The migrations fail on an empty database, so they cannot have created this one: ${reason}`,
    hint: 'Fix the migration, or leave it out with --to <name>. Nothing was changed.',
    details: {},
    cause,
  });
}

export function schemaDiffers(
  differences: readonly SchemaDifference[],
  migrations: number,
): RoostError<'ADOPT.SCHEMA_DIFFERS', { readonly differences: readonly SchemaDifference[] }> {
  const shown = differences.map(({ difference, type, name }) => `${difference} ${type} '${name}'`).join(', ');
  const what = migrations === 1 ? 'the migration creates' : `the ${migrations} migrations create`;
  return fail({
    code: 'ADOPT.SCHEMA_DIFFERS',
    message: `The database schema differs from what ${what}: ${shown}.`,
    hint: 'Correct the migrations until they create the existing schema; --force marks them as applied anyway. Nothing was changed.',
    details: { differences },
  });
}

export function adoptFailed(uncommitted: Uncommitted): RoostError<'ADOPT.FAILED', NoDetails> {
  return fail({
    code: 'ADOPT.FAILED',
    message: notDone(['The migrations', 'were', 'marked as applied'], uncommitted),
    hint: 'Check roost migrate:status, then run the command again.',
  });
}
