// Foreign keys that no index helps to follow from the table that they refer to.
import { isSameName, statementOf } from '@roostjs/internal-sql';
import { nameAfter } from '../trace/renames.ts';
import { type ForeignKey, type Index, type Schema, type Table, tableIn } from '../trace/schema.ts';
import type { MigrationTrace, Observation, Step } from '../trace/trace.ts';
import { createIndex, listed } from './wording.ts';

export function unindexedForeignKey(trace: MigrationTrace): readonly Observation[] {
  const { steps, start, end, direction } = trace;
  // What a down() creates again is as it was.
  if (direction === 'down') return [];
  return steps.flatMap((step, at) => {
    const created = createdIn(step);
    const name = created === undefined ? null : nameAfter(created.name, steps.slice(at + 1));
    const table = name === null ? undefined : tableIn(end, name);
    if (created === undefined || table === undefined) return [];
    return newKeys(created, step)
      .filter((key) => hasKey(table, key) && !hasKey(tableIn(start, table.name), key))
      .map((key) => unindexed(step, table, key));
  });
}

function unindexed(step: Step, { name }: Table, key: ForeignKey): Observation {
  return {
    step,
    message: `No index covers ${listed(key.columns)} of '${name}': deleting a row from '${key.parent}' scans the whole table.`,
    suggestion: ({ isTaken }) => `${createIndex(name, key.columns, isTaken)};`,
    once: { per: 'migration', subject: `${listed(key.columns)} of '${name}'` },
    holdsAt: ({ schema, nameOf }) => {
      const [now, parent] = [name, key.parent].map((one) => tableIn(schema, nameOf(one)));
      // Nothing is deleted from a table that does not exist.
      return now !== undefined && parent !== undefined && hasKey(now, key) && !isIndexed(schema, now, key);
    },
  };
}

/** The table that a step creates or adds a column to. */
function createdIn({ form, after, before }: Step): Table | undefined {
  if (before === after) return undefined;
  if (form.kind === 'create' && form.creation.kind === 'table') return tableIn(after, form.creation.name);
  return form.kind === 'add-column' ? tableIn(after, form.table) : undefined;
}

/** SQLite lists the newest foreign key first. */
function newKeys({ name, foreignKeys }: Table, { before }: Step): readonly ForeignKey[] {
  const known = tableIn(before, name)?.foreignKeys.length ?? 0;
  return foreignKeys.slice(0, foreignKeys.length - known);
}

function hasKey(table: Table | undefined, { columns }: ForeignKey): boolean {
  return (
    table?.foreignKeys.some(
      (own) => own.columns.length === columns.length && columns.every((name) => isAmong(name, own.columns)),
    ) ?? false
  );
}

/** An index helps if it begins with one of the columns: SQLite then compares the others only in the rows that it finds. */
function isIndexed(schema: Schema, { indexes, columns }: Table, key: ForeignKey): boolean {
  const usable = indexes.filter((index) => !index.isPartial || omitsOnlyNull(schema, index, key));
  const primary = columns.find(({ primaryKey }) => primaryKey === 1)?.name ?? null;
  return [primary, ...usable.map((index) => index.columns[0] ?? null)].some(
    (first) => first !== null && isAmong(first, key.columns),
  );
}

/** Whether a partial index is `WHERE column IS NOT NULL`: a NULL refers to nothing. */
function omitsOnlyNull(schema: Schema, { name }: Index, key: ForeignKey): boolean {
  const sql = schema.named(name).find(({ type }) => type === 'index')?.sql ?? '';
  const { lexemes } = statementOf(sql);
  const where = lexemes.findLastIndex(({ word }) => word === 'where');
  const [column, ...test] = lexemes.slice(where + 1);
  const isTest = /^(?:is not null|not null|notnull)$/.test(test.map(({ word }) => word).join(' '));
  return isTest && isAmong(column?.name ?? '', key.columns);
}

function isAmong(name: string, names: readonly string[]): boolean {
  return names.some((one) => isSameName(one, name));
}
