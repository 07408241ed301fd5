// Builds one migration that creates what many do: its statements come from replaying those, and a second replay
// verifies it.

import type { SqlDatabase } from '../database/d1.ts';
import { sha256Of } from '../database/fingerprint.ts';
import { type DumpedObject, dumpWithout } from '../dump/dump.ts';
import { messageOf } from '../errors.ts';
import type { LedgerSettings } from '../ledger/ledger-settings.ts';
import type { MigrationEntry } from '../migration/source.ts';
import { replay } from '../run/replay.ts';
import { type Counter, counterStatement, readHigherCounters } from './counters.ts';
import { squashDiffers, squashReplayFailed, squashRowsLeft } from './errors.ts';
import { readLeftRows, type TableRows } from './seed-rows.ts';

export type SquashedRows = { readonly table: string; readonly count: number };

/** Plain data from which the file is written. */
export type Squash = {
  readonly name: string;
  /** Oldest first. */
  readonly replaces: readonly string[];
  /** The statements of its up(), in order. */
  readonly statements: readonly string[];
  /** The objects of the schema that they create. */
  readonly objects: readonly Pick<DumpedObject, 'type' | 'name'>[];
  /** How many rows they write, by table, and how many are omitted on request. */
  readonly rows: readonly SquashedRows[];
  readonly omittedRows: readonly SquashedRows[];
  /** The fingerprint of the schema, as in `dumpSchema`. */
  readonly fingerprint: string;
  /** SHA-256 of the rows that they write and of the AUTOINCREMENT counters beyond these. */
  readonly content: string;
};

export type Replaced = {
  readonly name: string;
  /** In order. */
  readonly entries: readonly MigrationEntry[];
  readonly withoutRows: boolean;
};

/** Throws SQUASH.REPLAY_FAILED, and SQUASH.ROWS if rows are left that a file cannot contain. */
export async function squashOf(
  scratch: SqlDatabase,
  settings: LedgerSettings,
  { name, entries, withoutRows }: Replaced,
): Promise<Squash> {
  const { objects, fingerprint, left, counters: all } = await replayed(scratch, settings, entries);
  const [written, counters, omittedRows] = withoutRows ? [[], [], left] : [left, all, []];
  const unwritable = written.flatMap(({ table, count, obstacle }) =>
    obstacle === null ? [] : [{ table, count, obstacle }],
  );
  if (unwritable.length > 0) throw squashRowsLeft(unwritable);
  return {
    name,
    replaces: entries.map((entry) => entry.name),
    statements: squashStatements(objects, written, counters),
    objects: objects.map(({ type, name: own }) => ({ type, name: own })),
    rows: written.map(counted),
    omittedRows: omittedRows.map(counted),
    fingerprint,
    content: await contentOf(written, counters),
  };
}

/**
 * Runs the squashed migration on an empty database. Throws SQUASH.DIFFERS unless the result has the same schema and,
 * byte by byte, the same rows as the replaced migrations, and SQUASH.REPLAY_FAILED.
 */
export async function verifySquash(
  scratch: SqlDatabase,
  settings: LedgerSettings,
  squash: Squash,
  squashed: MigrationEntry,
): Promise<void> {
  const { fingerprint, left, counters } = await replayed(scratch, settings, [squashed]);
  if (fingerprint !== squash.fingerprint) throw squashDiffers(squash.name, 'the schema differs');
  if ((await contentOf(left, counters)) !== squash.content)
    throw squashDiffers(squash.name, 'rows or AUTOINCREMENT counters in the tables differ');
}

type ReplayedState = {
  readonly objects: readonly DumpedObject[];
  readonly fingerprint: string;
  readonly left: readonly TableRows[];
  readonly counters: readonly Counter[];
};

async function replayed(
  scratch: SqlDatabase,
  settings: LedgerSettings,
  entries: readonly MigrationEntry[],
): Promise<ReplayedState> {
  const ledger = { ...settings, wranglerTable: null };
  try {
    await replay(scratch, entries, ledger);
  } catch (cause) {
    throw squashReplayFailed(
      entries.map(({ name }) => name),
      messageOf(cause),
      cause,
    );
  }
  const { objects, fingerprint } = await dumpWithout(scratch, ledger);
  const tables = objects.filter(({ type }) => type === 'table').map(({ name }) => name);
  const left = await readLeftRows(scratch, tables);
  return { objects, fingerprint, left, counters: await readHigherCounters(scratch, tables) };
}

// Rows come after the unique indexes, and before the triggers, which would write more.
function squashStatements(
  objects: readonly DumpedObject[],
  rows: readonly TableRows[],
  counters: readonly Counter[],
): readonly string[] {
  const isWritten = (table: string) => rows.some((written) => written.table === table);
  const comesBeforeRows = ({ type }: DumpedObject) => type === 'table' || type === 'index';
  const inserts = rows.flatMap((table) => (table.obstacle === null ? table.inserts : []));
  return [
    ...objects.filter(comesBeforeRows).map(({ sql }) => sql),
    // A row may reference a later one.
    ...(inserts.length === 0 ? [] : ['PRAGMA defer_foreign_keys = ON', ...inserts]),
    ...counters.map((counter) => counterStatement(counter, isWritten(counter.table))),
    ...objects.filter((object) => !comesBeforeRows(object)).map(({ sql }) => sql),
    // An index may be of a view.
    ...rows.flatMap((table) => (table.obstacle === null ? (table.rebuild ?? []) : [])),
  ];
}

function contentOf(rows: readonly TableRows[], counters: readonly Counter[]): Promise<string> {
  return sha256Of(JSON.stringify([rows.map((it) => [it.table, it.obstacle ?? it.exact]), counters]));
}

function counted({ table, count }: SquashedRows): SquashedRows {
  return { table, count };
}
