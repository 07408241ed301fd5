// A statement that reads a whole table for each row that it looks at.
import { indexAtTopLevel } from '../sql/token-search.ts';
import { type Table, tableIn } from '../trace/schema.ts';
import type { MigrationTrace, Observation, Step } from '../trace/trace.ts';
import { createIndex, listed, sqlName } from './wording.ts';

export function scanPerRow({ steps, start }: MigrationTrace): readonly Observation[] {
  return steps.flatMap((step) => {
    const { form, before } = step;
    if (form.kind !== 'update' && form.kind !== 'delete' && form.kind !== 'insert') return [];
    // What the migration itself creates has only the rows that it writes.
    const isOld = (table: string): boolean => tableIn(start, table) !== undefined;
    const scans = step.scans.filter(({ table }) => isOld(table));
    if (scans.length === 0 || !(form.kind === 'insert' || isOld(form.table))) return [];
    const tables = listed([...new Set(scans.map(({ table }) => table))]);
    const columns = listed(scans.map(({ table, column }) => `${table}.${column}`));
    return [
      {
        step,
        message: `This ${form.kind.toUpperCase()} reads all of ${tables} again for each row, since no index begins with ${columns}.`,
        suggestion: ({ isTaken }) =>
          [
            '-- before it:',
            ...scans.map(({ table, column }) => `${createIndex(table, [column], isTaken)};`),
            ...inParts(step, tableIn(before, form.table)),
          ].join('\n'),
      },
    ];
  });
}

/** The statement for some of the rows; nothing if it has clauses behind its condition, or rows without a number. */
function inParts({ form, statement }: Step, table: Table | undefined): readonly string[] {
  const key = table === undefined ? undefined : rowNumber(table);
  const { text, lexemes } = statement;
  const rest = indexAtTopLevel(lexemes, 0, (word) => /^(?:from|limit|order|returning)$/.test(word));
  if (key === undefined || form.kind === 'insert' || (form.kind === 'update' && rest < lexemes.length))
    return [];
  const [first, last] = [lexemes[0], lexemes.findLast(({ kind }) => kind !== 'semicolon')];
  const where = lexemes[indexAtTopLevel(lexemes, 0, (word) => word === 'where')];
  const own = `${key} BETWEEN 1 AND 10000`;
  const part =
    where === undefined
      ? `${text.slice(first?.start, last?.end)} WHERE ${own}`
      : `${text.slice(first?.start, where.end)} (${text.slice(where.end, last?.end).trim()}) AND ${own}`;
  return ['-- and on a large table in parts, each in a migration of its own:', `${part};`];
}

/** The column that numbers the rows: https://sqlite.org/lang_createtable.html#rowid. */
function rowNumber({ sql, columns }: Table): string | undefined {
  if (/\bwithout\s+rowid\b/i.test(sql)) return undefined;
  const [key, ...others] = columns.filter(({ primaryKey }) => primaryKey > 0);
  return key !== undefined && others.length === 0 && /^integer$/i.test(key.type)
    ? sqlName(key.name)
    : 'rowid';
}
