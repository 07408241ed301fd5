// How many rows a run would take away, before it is agreed to.
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
import { type DestroyedData, destroyedBy, type Rebuilt, rebuiltBy } from './destructive-statements.ts';

/** A step with what it would run; null where that is not known ahead. */
export type StepToPreview = {
  readonly step: PlanStep;
  readonly statements: readonly { readonly sql: string }[] | null;
};

/**
 * Writes nothing. One request, none where nothing of what is there would go.
 */
export async function previewLosses(
  database: SqlDatabase,
  ledger: Ledger,
  wipe: Wipe | null,
  steps: readonly StepToPreview[],
): Promise<LossPreview> {
  const dropped = (wipe?.objects ?? []).filter(({ type }) => type === 'table');
  const texts = steps.map(({ statements }) => (statements ?? []).map(({ sql }) => sql));
  const doomed = [
    ...dropped.map(({ name }) => ({ table: name, column: null })),
    ...texts.flatMap(destroyedBy),
  ];
  const rebuilt = texts.flatMap(rebuiltBy);
  const unknown = steps.filter(({ statements }) => statements === null).map(({ step }) => step.name);
  if (doomed.length + rebuilt.length === 0) return { ...noLosses, unknown };
  const { schema } = ledger;
  const notCopied = rebuilt.flatMap((one) => columnsLeftOut(one, schema));
  const present = distinct([...doomed, ...notCopied]).filter((one) => isThere(one, schema, ledger));
  if (present.length === 0) return { ...noLosses, unknown };
  return { losses: await counted(database, present), unknown };
}

// A column goes with its table.
function distinct(doomed: readonly DestroyedData[]): readonly DestroyedData[] {
  const keyOf = ({ table, column }: DestroyedData) => nameKey(JSON.stringify([table, column]));
  const tables = new Set(doomed.filter(({ column }) => column === null).map(keyOf));
  const byKey = new Map(doomed.map((one) => [keyOf(one), one]));
  return [...byKey.values()].filter(
    (one) => one.column === null || !tables.has(keyOf({ ...one, column: null })),
  );
}

// What an earlier step of the same run makes is not there yet, and nobody's data.
function isThere({ table, column }: DestroyedData, schema: readonly SchemaObject[], ledger: Ledger): boolean {
  if (ledgerTables(ledger).some((own) => isSameName(own, table))) return false;
  return schema.some(
    (object) => object.type === 'table' && isSameName(object.name, table) && hasColumn(object, column),
  );
}

// What was not even copied away cannot come back. What is generated follows from the others.
function columnsLeftOut(
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

// A table whose text cannot be read is counted whole where it goes, and not column by column.
function columnsOf(sql: string): readonly ColumnDefinition[] {
  try {
    return readTableDefinition(sql).columns;
  } catch (error) {
    if (isRoostError(error) && error.code === 'REBUILD.UNREADABLE') return [];
    throw error;
  }
}

async function counted(database: SqlDatabase, doomed: readonly DestroyedData[]): Promise<readonly Loss[]> {
  const losses = await countedAtOnce(database, doomed);
  return losses.filter(({ rows }) => rows !== 0);
}

// A table that cannot be read makes the whole batch fail, and may well be why somebody takes it away.
async function countedAtOnce(
  database: SqlDatabase,
  doomed: readonly DestroyedData[],
): Promise<readonly Loss[]> {
  try {
    const results = await database.batch<{ rows: number }>(
      doomed.map((one) => database.prepare(countingSql(one))),
    );
    return doomed.map((one, index) => ({ ...one, rows: results[index]?.results[0]?.rows ?? 0 }));
  } catch (error) {
    // A coded error is about the database as a whole, and no table's fault.
    if (isRoostError(error)) throw error;
    const [only, ...others] = doomed;
    if (only !== undefined && others.length === 0) return [{ ...only, rows: null }];
  }
  const losses: Loss[] = [];
  for (const one of doomed) losses.push(...(await countedAtOnce(database, [one])));
  return losses;
}

function countingSql({ table, column }: DestroyedData): string {
  const what = column === null ? '*' : `t.${quotedName(column)}`;
  return `SELECT count(${what}) AS rows FROM ${quotedName(table)} AS t`;
}
