// Errors about the ledger's table and its rows.
import { messageOf, type RoostError } from '@roostjs/internal-errors';
import { fail, lookAgain, notDone, quoted, type Uncommitted, unchanged } from '../errors.ts';

export function invalidLedgerName(
  name: string,
): RoostError<'LEDGER.NAME_INVALID', { readonly table: string }> {
  return fail({
    code: 'LEDGER.NAME_INVALID',
    message: `'${name}' cannot be the ledger's table.`,
    hint: 'Use letters, digits and underscores, not beginning with sqlite_ or _cf_.',
    details: { table: name },
  });
}

export function ledgerOfWrangler(
  table: string,
): RoostError<'LEDGER.NAME_INVALID', { readonly table: string }> {
  return fail({
    code: 'LEDGER.NAME_INVALID',
    message: `'${table}' is wrangler's own ledger.`,
    hint: 'Choose another table: --ledger <name>.',
    details: { table },
  });
}

export function ledgerIncompatible(
  table: string,
  columns: readonly string[],
): RoostError<'LEDGER.INCOMPATIBLE', { readonly table: string; readonly columns: readonly string[] }> {
  return fail({
    code: 'LEDGER.INCOMPATIBLE',
    message: `The table '${table}' is not a migrations ledger: its columns are ${columns.join(', ')}.`,
    hint: `Choose another table: --ledger <name>. ${unchanged}`,
    details: { table, columns },
  });
}

export function ledgerWithTriggers(
  table: string,
  triggers: readonly string[],
): RoostError<'LEDGER.INCOMPATIBLE', { readonly table: string; readonly triggers: readonly string[] }> {
  return fail({
    code: 'LEDGER.INCOMPATIBLE',
    message: `The ledger '${table}' has triggers, which can change its rows: ${quoted(triggers)}.`,
    hint: `Drop them, or choose another table: --ledger <name>. ${unchanged}`,
    details: { table, triggers },
  });
}

export function ledgerUnreadable(
  table: string,
  cause: unknown,
): RoostError<'LEDGER.UNREADABLE', { readonly table: string }> {
  return fail({
    code: 'LEDGER.UNREADABLE',
    message: `The ledger '${table}' cannot be read: ${messageOf(cause)}`,
    hint: `Inspect the table with a SQLite client, or choose another one: --ledger <name>. ${unchanged}`,
    details: { table },
    cause,
  });
}

export function ledgerCorrupt(
  table: string,
  problem: string,
): RoostError<'LEDGER.CORRUPT', { readonly table: string }> {
  return fail({
    code: 'LEDGER.CORRUPT',
    message: `The ledger '${table}' cannot be trusted: ${problem}.`,
    hint: `Check the row and correct it by hand. ${unchanged}`,
    details: { table },
  });
}

export function installFailed(
  table: string,
  uncommitted: Uncommitted,
): RoostError<'LEDGER.INSTALL_FAILED', { readonly table: string }> {
  return fail({
    code: 'LEDGER.INSTALL_FAILED',
    message: notDone([`The ledger '${table}'`, 'was', 'created'], uncommitted),
    hint: lookAgain,
    details: { table },
  });
}
