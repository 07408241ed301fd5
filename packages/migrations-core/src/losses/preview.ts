// How many rows a run would take away, before it is agreed to.
import { quotedName } from '@roostjs/internal-sql';
import type { SqlDatabase } from '../database.ts';
import { isRoostError } from '../errors.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { readTableDefinition } from '../schema/table-definition.ts';
import { ledgerTables, type SchemaObject } from '../schema-objects.ts';
import type { PlanStep } from '../steps.ts';
import type { Wipe } from '../wipe/wipe.ts';
import { type Doomed, doomedBy } from './doomed.ts';
import { type Loss, type LossPreview, noLosses } from './loss.ts';

/** A step with what it would run; null where that is not known ahead. */
export type ForeseenStep = {
  readonly step: PlanStep;
  readonly statements: readonly { readonly sql: string }[] | null;
};

/** One request, which writes nothing; none where nothing of what is there would go. */
export async function previewLosses(
  database: SqlDatabase,
  ledger: Ledger,
  wipe: Wipe | null,
  steps: readonly ForeseenStep[],
): Promise<LossPreview> {
  const dropped = (wipe?.objects ?? []).filter(({ type }) => type === 'table');
  const doomed = [
    ...dropped.map(({ name }) => ({ table: name, column: null })),
    ...steps.flatMap(({ statements }) => doomedBy((statements ?? []).map(({ sql }) => sql))),
  ];
  const unknown = steps.filter(({ statements }) => statements === null).map(({ step }) => step.name);
  const present = distinct(doomed).filter((one) => isThere(one, ledger));
  if (present.length === 0) return { ...noLosses, unknown };
  return { losses: await counted(database, present), unknown };
}

// A column goes with its table.
function distinct(doomed: readonly Doomed[]): readonly Doomed[] {
  const keyOf = ({ table, column }: Doomed) => JSON.stringify([table, column]).toLowerCase();
  const tables = new Set(doomed.filter(({ column }) => column === null).map(keyOf));
  const byKey = new Map(doomed.map((one) => [keyOf(one), one]));
  return [...byKey.values()].filter(
    (one) => one.column === null || !tables.has(keyOf({ ...one, column: null })),
  );
}

// What an earlier step of the same run makes is not there yet, and nobody's data.
function isThere({ table, column }: Doomed, ledger: Ledger): boolean {
  const name = table.toLowerCase();
  if (ledgerTables(ledger).some((own) => own.toLowerCase() === name)) return false;
  return (ledger.schema ?? []).some(
    (object) => object.type === 'table' && object.name.toLowerCase() === name && hasColumn(object, column),
  );
}

function hasColumn({ sql }: SchemaObject, column: string | null): boolean {
  return column === null || columnsOf(sql ?? '').includes(column.toLowerCase());
}

// A table whose text cannot be read is counted whole where it goes, and not column by column.
function columnsOf(sql: string): readonly string[] {
  try {
    return readTableDefinition(sql).columns.map(({ name }) => name.name.toLowerCase());
  } catch (error) {
    if (isRoostError(error) && error.code === 'REBUILD.UNREADABLE') return [];
    throw error;
  }
}

async function counted(database: SqlDatabase, doomed: readonly Doomed[]): Promise<readonly Loss[]> {
  const results = await database.batch<{ rows: number }>(
    doomed.map(({ table, column }) =>
      database.prepare(
        `SELECT count(${column === null ? '*' : `t.${quotedName(column)}`}) AS rows FROM ${quotedName(table)} AS t`,
      ),
    ),
  );
  return doomed
    .map((one, index) => ({ ...one, rows: results[index]?.results[0]?.rows ?? 0 }))
    .filter(({ rows }) => rows > 0);
}
