// What works but causes trouble later: foreign keys without an index, virtual tables, and seeds that differ between
// databases.

import type { Lexeme } from '@roostjs/internal-sql';
import { isSameName } from '@roostjs/internal-sql';
import { type ForeignKey, type Table, tableIn } from '../trace/schema.ts';
import type { FinalState, MigrationTrace, Observation, Step } from '../trace/trace.ts';
import { createIndex, listed, sqlName } from './wording.ts';

export function unindexedForeignKey({ steps, direction }: MigrationTrace): readonly Observation[] {
  // What a down() creates again is as it was.
  if (direction === 'down') return [];
  return steps.flatMap((step) => {
    const created = createdIn(step);
    if (created === undefined) return [];
    const known = tableIn(step.before, created.name)?.foreignKeys.length ?? 0;
    // SQLite lists the newest foreign key first.
    const keys = created.foreignKeys.slice(0, created.foreignKeys.length - known);
    return keys.filter((key) => !isIndexed(created, key)).map((key) => unindexed(step, created, key));
  });
}

function unindexed(step: Step, table: Table, key: ForeignKey): Observation {
  return {
    step,
    message: `No index covers ${listed(key.columns)} of '${table.name}': deleting a row from '${key.parent}' scans the whole table.`,
    suggestion: (isTaken) => `${createIndex(table.name, key.columns, isTaken)};`,
    once: { per: 'migration', subject: `${listed(key.columns)} of '${table.name}'` },
    holdsAt: ({ schema }: FinalState) => {
      const now = tableIn(schema, table.name);
      const isKept = now?.foreignKeys.some(({ columns }) => isPrefix(key.columns, columns)) ?? false;
      // Nothing is deleted from a table that does not exist.
      const hasParent = tableIn(schema, key.parent) !== undefined;
      return now !== undefined && isKept && hasParent && !isIndexed(now, key);
    },
  };
}

/** The table that a step creates or adds a column to. */
function createdIn({ form, after, before }: Step): Table | undefined {
  if (before === after) return undefined;
  if (form.kind === 'create' && form.creation.kind === 'table') return tableIn(after, form.creation.name);
  return form.kind === 'add-column' ? tableIn(after, form.table) : undefined;
}

function isIndexed({ indexes, columns }: Table, key: ForeignKey): boolean {
  if (indexes.some((index) => !index.isPartial && isPrefix(key.columns, index.columns))) return true;
  const primary = columns.filter(({ primaryKey }) => primaryKey > 0);
  const inOrder = primary.toSorted((left, right) => left.primaryKey - right.primaryKey);
  return isPrefix(
    key.columns,
    inOrder.map(({ name }) => name),
  );
}

/** Whether the wanted columns come first, in any order among themselves. */
function isPrefix(wanted: readonly string[], columns: readonly (string | null)[]): boolean {
  const first = columns.slice(0, wanted.length);
  return wanted.every((name) => first.some((column) => column !== null && isSameName(column, name)));
}

export function virtualTable({ steps }: MigrationTrace): readonly Observation[] {
  return steps.flatMap((step) => {
    const { form, before, after } = step;
    if (form.kind !== 'create' || form.creation.kind !== 'virtual table' || before === after) return [];
    const { name } = form.creation;
    return [
      {
        step,
        message: `While the virtual table '${name}' exists, wrangler d1 export of the whole database fails.`,
        once: { per: 'folder', subject: `'${name}'` },
        holdsAt: ({ schema }) => tableIn(schema, name) !== undefined,
        suggestion: `# name the tables to export:\nwrangler d1 export <database> --remote --output dump.sql --table <table>`,
      },
    ];
  });
}

export function nonDeterministicSeed({ steps }: MigrationTrace): readonly Observation[] {
  return steps.flatMap((step) => {
    const { form, statement } = step;
    // A SELECT from a table is a backfill, whose values are each database's own in any case.
    if (form.kind !== 'insert' || form.source.some(({ word }) => word === 'from')) return [];
    const random = form.source.find((_, at) => isCall(form.source, at, /^random(?:blob)?$/));
    const clock = form.source.find((_, at) => isClock(form.source, at));
    const call = random ?? clock;
    if (call === undefined) return [];
    return [
      {
        step,
        severity: random === undefined ? 'advice' : 'warning',
        once: { per: 'migration', subject: `statement ${step.number}` },
        message: `${statement.text.slice(call.start, call.end)} returns a different value on each database, so the rows of '${form.table}' differ.`,
        suggestion: `INSERT INTO ${sqlName(form.table)} … VALUES (${random === undefined ? "'2026-01-31 12:00:00'" : "'a value of your own'"}, …);`,
      },
    ];
  });
}

function isCall(source: readonly Lexeme[], at: number, name: RegExp): boolean {
  return source[at + 1]?.word === '(' && source[at]?.kind === 'word' && name.test(source[at]?.word ?? '');
}

function isClock(source: readonly Lexeme[], at: number): boolean {
  if (/^current_(?:date|time|timestamp)$/.test(source[at]?.word ?? '')) return true;
  if (!isCall(source, at, /^(?:date|time|datetime|julianday|unixepoch|strftime)$/)) return false;
  // Without an argument, and with 'now', the function reads the clock.
  const isEmpty = source[at + 2]?.word === ')';
  return isEmpty || source.slice(at + 2, at + 6).some(({ word }) => word === "'now'");
}
