// Errors that prevent the adoption of an existing database.

import { type NoDetails, type RoostError, shellWord } from '@roostjs/internal-errors';
import type { SchemaDifference } from '../database/schema-diff.ts';
import { counted, fail, few, notDone, quote, quoted, type Uncommitted, unchanged } from '../errors.ts';
import type { ForeignLedger, ForeignTool } from './foreign-ledgers.ts';
import type { NearestPrefix } from './nearest-prefix.ts';

/** What the existing tables say about where the migrations stand. */
export type Standing = {
  /** The names of the tables. */
  readonly tables: readonly string[];
  readonly nearest: NearestPrefix | null;
};

type MissingLedger = { readonly tools: readonly ForeignTool[]; readonly nearest: NearestPrefix | null };

export function foreignLedgerMissing(
  tools: readonly ForeignTool[],
  standing: Standing,
): RoostError<'ADOPT.LEDGER_MISSING', MissingLedger> {
  return fail({
    code: 'ADOPT.LEDGER_MISSING',
    message: `The database has no ledger of ${anyOf(tools)}.`,
    hint: `${wayForward(standing)} ${unchanged}`,
    details: { tools, nearest: standing.nearest },
  });
}

/** `problem`: what is wrong with the table, of which it is the predicate. */
export function notALedger(
  { tool, table }: Pick<ForeignLedger, 'tool' | 'table'>,
  problem: string,
): RoostError<'ADOPT.LEDGER_MISSING', MissingLedger> {
  return fail({
    code: 'ADOPT.LEDGER_MISSING',
    message: `The table '${table}' is no ledger of ${tool}: it ${problem}.`,
    hint: `Name the tool and its table: --ledger-of <tool>:<table>, or the last applied migration: --to <name>. ${unchanged}`,
    details: { tools: [tool], nearest: null },
  });
}

export function foreignLedgerEmpty(
  { tool, table }: Pick<ForeignLedger, 'tool' | 'table'>,
  standing: Standing,
): RoostError<'ADOPT.LEDGER_EMPTY', MissingLedger & { readonly tables: readonly string[] }> {
  const { tables, nearest } = standing;
  return fail({
    code: 'ADOPT.LEDGER_EMPTY',
    message: `The ledger of ${tool} ('${table}') is empty, although the database has ${counted(tables, 'table')}: ${few(tables.map(quote))}.`,
    hint: `${wayForward(standing)} ${unchanged}`,
    details: { tools: [tool], tables, nearest },
  });
}

/** The command that adopts what the schema shows to be applied, or shows what else there is. */
export function proposalOf({ to, differences, unclear }: NearestPrefix): string {
  const command = (name: string): string => `roost migrate:adopt --to ${shellWord(name)}`;
  if (differences.length > 0)
    return `The nearest is the schema after '${to}', with ${counted(differences, 'difference')}: ${command(to)} --pretend shows ${differences.length === 1 ? 'it' : 'them'}.`;
  const last = unclear.at(-1);
  const other =
    last === undefined
      ? ''
      : ` (or --to ${shellWord(last)}, if that is applied as well: the schema does not show it)`;
  return `The schema is the one after '${to}': ${command(to)}${other}.`;
}

function wayForward({ tables, nearest }: Standing): string {
  if (tables.length === 0) return 'It has no tables either: roost migrate applies the migrations.';
  if (nearest !== null) return proposalOf(nearest);
  return 'Name the last migration that is already applied: roost migrate:adopt --to <name>; or a ledger by its table: --ledger-of <tool>:<table>.';
}

function anyOf(tools: readonly ForeignTool[]): string {
  return tools.length === 1 ? `${tools[0]}` : `${tools.slice(0, -1).join(', ')} or ${tools.at(-1)}`;
}

export function foreignLedgerAmbiguous(
  found: readonly ForeignLedger[],
): RoostError<'ADOPT.LEDGER_AMBIGUOUS', { readonly tools: readonly ForeignTool[] }> {
  const tools = found.map(({ tool }) => tool);
  return fail({
    code: 'ADOPT.LEDGER_AMBIGUOUS',
    message: `The database has several ledgers: ${found.map(({ tool, table }) => `${tool} ('${table}')`).join(', ')}.`,
    hint: `Choose one: --ledger-of ${tools.join(' or --ledger-of ')}. ${unchanged}`,
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

/** `nearest`: the first migrations of which it differs less; null if there are none. */
export function schemaDiffers(
  differences: readonly SchemaDifference[],
  migrations: number,
  nearest: NearestPrefix | null,
): RoostError<
  'ADOPT.SCHEMA_DIFFERS',
  { readonly differences: readonly SchemaDifference[]; readonly nearest: NearestPrefix | null }
> {
  const shown = few(differences.map(({ difference, type, name }) => `${difference} ${type} '${name}'`));
  const what = migrations === 1 ? 'the migration creates' : `the ${migrations} migrations create`;
  return fail({
    code: 'ADOPT.SCHEMA_DIFFERS',
    message: `The database schema differs from what ${what}: ${shown}.`,
    hint: `${nearest === null ? '' : `${proposalOf(nearest)} `}${nearest?.differences.length === 0 ? '' : `${correct} `}${unchanged}`,
    details: { differences, nearest },
  });
}

const correct =
  'Correct the migrations until they create the existing schema; --force marks them as applied anyway.';

export function adoptFailed(uncommitted: Uncommitted): RoostError<'ADOPT.FAILED', NoDetails> {
  return fail({
    code: 'ADOPT.FAILED',
    message: notDone(['The migrations', 'were', 'marked as applied'], uncommitted),
    hint: 'Check roost migrate:status, then run the command again.',
  });
}
