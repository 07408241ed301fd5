// Counts the rows that a run would delete, before it is approved.
import { isSameName, nameKey, quotedName } from '@roostjs/internal-sql';
import type { SqlDatabase } from '../database/d1.ts';
import type { SchemaObject } from '../database/schema.ts';
import { isRoostError } from '../errors.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { ledgerTables } from '../ledger/schema-query.ts';
import type { PlanStep } from '../migration/step.ts';
import { type ColumnDefinition, isGenerated, readTableDefinition } from '../rebuild/parse-table.ts';
import { type Loss, type LossPreview, noLosses } from '../run/data-loss.ts';
import type { Wipe } from '../wipe/wipe.ts';
import { countRows } from './count-rows.ts';
import { type DestroyedData, destroyedBy, type Rebuilt, rebuiltBy } from './destructive-statements.ts';

/** A step with the statements that it would run; null if they are not known before it runs. */
export type StepToPreview = {
  readonly step: PlanStep;
  readonly statements: readonly { readonly sql: string }[] | null;
};

/** Writes nothing. One request, none if no existing data would be lost; one more per loss if a table cannot be read. */
export async function previewLosses(
  database: SqlDatabase,
  ledger: Ledger,
  wipe: Wipe | null,
  steps: readonly StepToPreview[],
): Promise<LossPreview> {
  const dropped = (wipe?.objects ?? []).filter(({ type }) => type === 'table');
  const texts = steps.map(({ statements }) => (statements ?? []).map(({ sql }) => sql));
  const destroyed = [
    ...dropped.map(({ name }) => ({ table: name, column: null })),
    ...texts.flatMap(destroyedBy),
  ];
  const rebuilt = texts.flatMap(rebuiltBy);
  const unknown = steps.filter(({ statements }) => statements === null).map(({ step }) => step.name);
  if (destroyed.length + rebuilt.length === 0) return { ...noLosses, unknown };
  const { schema } = ledger;
  const notCopied = rebuilt.flatMap((one) => columnsNotCopied(one, schema));
  const present = distinct([...destroyed, ...notCopied]).filter((one) => exists(one, schema, ledger));
  if (present.length === 0) return { ...noLosses, unknown };
  return { losses: await countLosses(database, present), unknown };
}

// Leaves out a column whose table is lost as well.
function distinct(destroyed: readonly DestroyedData[]): readonly DestroyedData[] {
  const keyOf = ({ table, column }: DestroyedData) => nameKey(JSON.stringify([table, column]));
  const tables = new Set(destroyed.filter(({ column }) => column === null).map(keyOf));
  const byKey = new Map(destroyed.map((one) => [keyOf(one), one]));
  return [...byKey.values()].filter(
    (one) => one.column === null || !tables.has(keyOf({ ...one, column: null })),
  );
}

// A table that an earlier step of the same run creates does not exist yet, and has no data.
function exists({ table, column }: DestroyedData, schema: readonly SchemaObject[], ledger: Ledger): boolean {
  if (ledgerTables(ledger).some((own) => isSameName(own, table))) return false;
  return schema.some(
    (object) => object.type === 'table' && isSameName(object.name, table) && hasColumn(object, column),
  );
}

// A column that was not copied away cannot be copied back. A generated column is computed from the others.
function columnsNotCopied(
  { table, copied }: Rebuilt,
  schema: readonly SchemaObject[],
): readonly DestroyedData[] {
  if (copied === 'all') return [];
  const found = schema.find(({ type, name }) => type === 'table' && isSameName(name, table));
  return columnsOf(found?.sql ?? '')
    .filter((column) => !isGenerated(column) && !copied.has(nameKey(column.name.name)))
    .map((column) => ({ table, column: column.name.name }));
}

function hasColumn({ sql }: SchemaObject, column: string | null): boolean {
  return column === null || columnsOf(sql ?? '').some(({ name }) => isSameName(name.name, column));
}

// A table whose text cannot be parsed is counted as a whole, without its columns.
function columnsOf(sql: string): readonly ColumnDefinition[] {
  try {
    return readTableDefinition(sql).columns;
  } catch (error) {
    if (isRoostError(error) && error.code === 'REBUILD.UNREADABLE') return [];
    throw error;
  }
}

async function countLosses(
  database: SqlDatabase,
  destroyed: readonly DestroyedData[],
): Promise<readonly Loss[]> {
  const counts = await countRows(database, destroyed.map(countingSql));
  const losses = destroyed.map((one, index) => ({ ...one, rows: counts[index] ?? null }));
  return losses.filter(({ rows }) => rows !== 0);
}

function countingSql({ table, column }: DestroyedData): string {
  const what = column === null ? '*' : `t.${quotedName(column)}`;
  return `SELECT count(${what}) AS rows FROM ${quotedName(table)} AS t`;
}
