// How one statement is undone, judging by the schema before and after it. Pure.
import { effectOf, isSameName, nameInSql } from '@roostjs/internal-sql';
import type { ParsedStatement } from '../lint/sql/statement-kind.ts';
import { inOrder, type Schema, tableIn } from '../lint/trace/schema.ts';
import type { Step } from '../lint/trace/trace.ts';
import type { CreatedObjects } from './created-objects.ts';

/** `drop`: by dropping what it created, as far as that is there at the end. */
export type Undo =
  | { readonly kind: 'statements'; readonly statements: readonly string[] }
  | { readonly kind: 'drop' }
  | { readonly kind: 'impossible'; readonly reason: string };

/** `created`: what the statements before it created. */
export function undoOf(step: Step, created: CreatedObjects): Undo {
  const { form, before, error } = step;
  if (error !== null) return impossible(`fails: ${error}`);
  // As its author spells it, where the statement may not.
  const table = 'table' in form ? nameInSql(tableIn(before, form.table)?.name ?? form.table) : '';
  switch (form.kind) {
    case 'create':
      if (before === step.after) return nothing;
      return undoOfNewName(form.creation.name, step, created, { kind: 'drop' });
    case 'drop':
      return undoOfDrop(step, created);
    case 'rename-table':
      if (created.hasTable(form.table)) return undoOfNewName(form.to, step, created, nothing);
      return undoBy(`ALTER TABLE ${nameInSql(form.to)} RENAME TO ${table}`);
    case 'rename-column':
      if (created.hasTable(form.table)) return nothing;
      return undoBy(`ALTER TABLE ${table} RENAME COLUMN ${renameBack(form, before)}`);
    case 'add-column':
      if (created.hasTable(form.table)) return nothing;
      return undoBy(`ALTER TABLE ${table} DROP COLUMN ${nameInSql(form.column)}`);
    case 'drop-column':
      if (created.hasTable(form.table)) return nothing;
      return impossible(`drops the column '${form.column}' of '${form.table}' with its values`);
    case 'insert':
    case 'delete':
    case 'update':
      return changesOnlyCreated(step, created) ? nothing : impossible(`changes rows of '${form.table}'`);
    default:
      return leavesNothing(step) ? nothing : impossible('does something that no other certainly undoes');
  }
}

// What it changes is dropped anyway, or it changes nothing.
const nothing: Undo = { kind: 'statements', statements: [] };

function impossible(reason: string): Undo {
  return { kind: 'impossible', reason };
}

function undoBy(...statements: readonly string[]): Undo {
  return { kind: 'statements', statements };
}

// With a foreign key to it from before, dropping the table deletes or changes rows of the other one, or fails.
function undoOfNewName(name: string, { before }: Step, created: CreatedObjects, otherwise: Undo): Undo {
  const child = before.referringTo(name).find((table) => !created.hasTable(table.name));
  return child === undefined
    ? otherwise
    : impossible(`creates '${name}', to which '${child.name}' already refers`);
}

function undoOfDrop({ form, before, after }: Step, created: CreatedObjects): Undo {
  const gone = (after.changedSince(before)?.objects ?? []).filter((object) => !created.has(object));
  if (gone.length === 0) return nothing;
  if (form.kind === 'drop' && form.object === 'table')
    return impossible(`drops the table '${form.name}' with its rows`);
  return undoBy(...inOrder(gone).flatMap(({ sql }) => sql ?? []));
}

function renameBack({ table, from, to }: RenameColumn, before: Schema): string {
  const column = tableIn(before, table)?.columns.find(({ name }) => isSameName(name, from));
  return `${nameInSql(to)} TO ${nameInSql(column?.name ?? from)}`;
}

type RenameColumn = Extract<ParsedStatement, { kind: 'rename-column' }>;

/** Whether the rows and values that it changes are all gone once what was created is dropped. */
function changesOnlyCreated({ form, before }: Step, created: CreatedObjects): boolean {
  if (form.kind !== 'insert' && form.kind !== 'delete' && form.kind !== 'update') return false;
  const { table } = form;
  if (created.hasAllReachedFrom(table, before)) return true;
  const isCreated = (column: string): boolean => created.hasColumn(table, column);
  const parentColumns = before
    .referringTo(table)
    .flatMap(({ foreignKeys }) => foreignKeys.flatMap((key) => key.parentColumns));
  return (
    form.kind === 'update' &&
    form.or !== 'replace' &&
    form.assignments.every(({ columns }) => columns.length > 0 && columns.every(isCreated)) &&
    before.triggersOn(table).length === 0 &&
    !parentColumns.some(isCreated)
  );
}

// ANALYZE only writes what SQLite's planner estimates with.
const verbsWithoutEffect: ReadonlySet<string> = new Set(['analyze', 'reindex']);

/** They hold for the batch that they are in, or write what ANALYZE writes. */
const pragmasWithoutEffect: ReadonlySet<string> = new Set(['defer_foreign_keys', 'foreign_keys', 'optimize']);

function leavesNothing({ sql, statement, before, after }: Step): boolean {
  if (before !== after) return false;
  const { verb, lexemes } = statement;
  return (
    effectOf(sql) === 'read' ||
    verbsWithoutEffect.has(verb) ||
    (verb === 'pragma' && pragmasWithoutEffect.has(lexemes[1]?.word ?? ''))
  );
}
