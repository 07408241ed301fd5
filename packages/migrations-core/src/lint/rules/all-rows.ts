// UPDATE and DELETE of every row that existed before the migration.
import { isSameName, type Lexeme, nameKey } from '@roostjs/internal-sql';
import { sourcesOf } from '../sql/select-sources.ts';
import type { Assignment } from '../sql/statement-kind.ts';
import { indexAtTopLevel, splitAtCommas } from '../sql/token-search.ts';
import type { ContentsBefore } from '../trace/data-flow.ts';
import { hasColumn, type Table, tableIn } from '../trace/schema.ts';
import { type Contents, type ContentsByTable, noContents, onlyCopyIn } from '../trace/table-contents.ts';
import type { MigrationTrace, Observation, Step } from '../trace/trace.ts';
import { lostRows } from './drop-table.ts';
import { listed, sqlName } from './wording.ts';

export function deleteAll(trace: MigrationTrace, tables: ContentsBefore): readonly Observation[] {
  return trace.steps.flatMap((step) => {
    const { form, before } = step;
    if (form.kind !== 'delete' || !form.isAll) return [];
    const table = tableIn(before, form.table);
    const contents = tables.get(step) ?? noContents;
    const lost = table === undefined ? [] : onlyCopyIn(contents, table.name);
    if (table === undefined || lost.length === 0) return [];
    const message = `This DELETE loses ${lostRows(trace, contents, table.name)}.`;
    return [{ step, message, suggestion: `DELETE FROM ${sqlName(table.name)} WHERE …;` }];
  });
}

export function updateAll(trace: MigrationTrace, tables: ContentsBefore): readonly Observation[] {
  return trace.steps.flatMap((step) => {
    const contents = tables.get(step) ?? noContents;
    return [...overwritten(trace, step, contents), ...replacedByItself(step, contents)];
  });
}

function overwritten(trace: MigrationTrace, step: Step, tables: ContentsByTable): readonly Observation[] {
  const { form, before } = step;
  if (form.kind !== 'update' || !(form.isAll || form.skipsOnlyEqualRows)) return [];
  const table = tableIn(before, form.table);
  const contents = tables.get(nameKey(form.table));
  if (table === undefined || contents === undefined || contents.rowsOf.size === 0) return [];
  const old = form.assignments.filter(({ columns }) =>
    columns.some((name) => isOld(contents, name) && !isRestored(trace, step, name)),
  );
  if (old.length === 0) return [];
  const columns = old.flatMap(({ columns }) => columns);
  const isConstant = old.some((assignment) => !isComputed(assignment, table));
  if (!isConstant && !form.isAll) return [];
  return [
    {
      step,
      severity: isConstant ? 'loss' : 'warning',
      message: isConstant
        ? `This UPDATE overwrites ${listed(columns)} with the same value in every row of '${table.name}'.`
        : `This UPDATE rewrites ${listed(columns)} in every row of '${table.name}'.`,
      suggestion: `UPDATE ${sqlName(table.name)} SET ${columns.map((name) => `${sqlName(name)} = …`).join(', ')} WHERE …;`,
    },
  ];
}

/** Whether the UPDATE puts back what the migration has saved before it changed the column. */
function isRestored({ verdict, steps }: MigrationTrace, step: Step, column: string): boolean {
  return (
    verdict.kind === 'seen' &&
    verdict.restored.some(({ at, columns }) => steps[at] === step && columns.includes(nameKey(column)))
  );
}

/**
 * `REPLACE INTO t (id, a) SELECT id, a FROM t`: each row is deleted, and inserted again without its other columns.
 */
function replacedByItself(step: Step, tables: ContentsByTable): readonly Observation[] {
  const { form, before, error } = step;
  if (form.kind !== 'insert' || form.or !== 'replace' || form.columns === null || error !== null) return [];
  const { columns: given } = form;
  const table = tableIn(before, form.table);
  const contents = tables.get(nameKey(form.table));
  if (table === undefined || contents === undefined || contents.rowsOf.size === 0) return [];
  const isGiven = (name: string): boolean => given.some((one) => isSameName(one, name));
  const keys = table.columns.filter(({ primaryKey }) => primaryKey > 0);
  const isItself = sourcesOf(form.source).some(
    (source) => source.readsAllRows && source.table === nameKey(table.name),
  );
  const isSameKey = keys.every(({ name }) =>
    isUnchanged(
      form.source,
      given.findIndex((one) => isSameName(one, name)),
      name,
    ),
  );
  const lost = table.columns.filter(
    ({ name, isGenerated }) => !isGenerated && !isGiven(name) && isOld(contents, name),
  );
  if (keys.length === 0 || !isItself || !isSameKey || lost.length === 0) return [];
  const all = [...given, ...lost.map(({ name }) => name)].map(sqlName).join(', ');
  return [
    {
      step,
      message: `This REPLACE recreates every row of '${table.name}' without ${listed(lost.map(({ name }) => name))}.`,
      suggestion: `-- include all columns, or better, UPDATE those that change:\nREPLACE INTO ${sqlName(table.name)} (${all}) SELECT ${all} FROM ${sqlName(table.name)};`,
    },
  ];
}

/** Whether the item at this position of the only SELECT is just this column. */
function isUnchanged(source: readonly Lexeme[], place: number, column: string): boolean {
  const select = indexAtTopLevel(source, 0, (word) => word === 'select');
  const from = indexAtTopLevel(source, select, (word) => word === 'from');
  const item = splitAtCommas(source.slice(select + 1, from))[place] ?? [];
  return item.length === 1 && isSameName(item[0]?.name ?? '', column);
}

function isOld({ oldColumns }: Contents, column: string): boolean {
  return oldColumns.has(nameKey(column));
}

/** Whether the value can differ from row to row, because it reads a column or a subquery. */
function isComputed({ value }: Assignment, table: Table): boolean {
  return value.some(
    ({ word, kind, name }) =>
      word === 'select' || (kind !== 'string' && name !== undefined && hasColumn(table, name)),
  );
}
