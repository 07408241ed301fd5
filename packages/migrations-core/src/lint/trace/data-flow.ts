// Tracks which rows and values each table holds, statement by statement.
import { type Lexeme, nameKey } from '@roostjs/internal-sql';
import { keptBy } from '../../database/shadow-tables.ts';
import { sourcesOf } from '../sql/select-sources.ts';
import type { Assignment, ParsedStatement } from '../sql/statement-kind.ts';
import { hasColumn, hasConflictClause, type Schema, type Table, tableIn } from './schema.ts';
import {
  type Columns,
  type Contents,
  type ContentsByTable,
  type Origin,
  originOf,
} from './table-contents.ts';
import type { MigrationTrace, Step } from './trace.ts';
import { Versions } from './versions.ts';

const nothing: Contents = {
  rowsOf: new Set(),
  oldColumns: new Set(),
  columns: new Map(),
  mayHoldRows: false,
};

/** The contents of tables. Stores only what steps have changed, so that a large schema costs nothing. */
class TrackedContents implements ContentsByTable {
  /** The contents of tables that no step has changed. */
  readonly #found: (table: string) => Contents | undefined;
  readonly #changes: Versions<Contents | 'nothing'>;
  readonly #version: number;

  private constructor(
    found: (table: string) => Contents | undefined,
    changes: Versions<Contents | 'nothing'>,
    version: number,
  ) {
    this.#found = found;
    this.#changes = changes;
    this.#version = version;
  }

  /** `elsewhere`: names under which the initial contents may be those of a table with another name. */
  static from(
    found: (table: string) => Contents | undefined,
    elsewhere: readonly string[] = [],
  ): TrackedContents {
    const tables = new TrackedContents(memoized(found), new Versions(), 0);
    return elsewhere.reduce((all, name) => all.with(name, all.get(name)), tables);
  }

  /** The tables that steps have changed, including dropped ones. */
  get changed(): readonly string[] {
    return [...this.#changes.keys()].filter((key) => this.#changes.at(this.#version, key) !== undefined);
  }

  get(table: string): Contents | undefined {
    const changed = this.#changes.at(this.#version, table);
    if (changed === undefined) return this.#found(table);
    return changed === 'nothing' ? undefined : changed;
  }

  around(tables: Iterable<string>): readonly (readonly [table: string, contents: Contents])[] {
    return [...new Set([...this.changed, ...tables])].flatMap((table) => {
      const contents = this.get(table);
      return contents === undefined ? [] : [[table, contents] as const];
    });
  }

  /** Expects the newest version. `undefined` removes the table. */
  with(table: string, contents: Contents | undefined): TrackedContents {
    const version = this.#version + 1;
    this.#changes.set(version, nameKey(table), contents ?? 'nothing');
    return new TrackedContents(this.#found, this.#changes, version);
  }
}

function memoized(found: (table: string) => Contents | undefined): typeof found {
  const known = new Map<string, Contents | undefined>();
  return (table) => {
    if (!known.has(table)) known.set(table, found(table));
    return known.get(table);
  };
}

/** The contents before each step of a migration, in the order of the steps. */
export type ContentsBefore = ReadonlyMap<Step, ContentsByTable>;

export function contentsBefore({ schemaBeforeUp, start, upSteps, steps }: MigrationTrace): ContentsBefore {
  const renamed = followRenames(upSteps, schemaBeforeUp);
  const found = (name: string): Contents | undefined => {
    const table = start.tables.get(name);
    if (table === undefined) return undefined;
    return renamed.get(name) ?? foundContents(table, tableIn(schemaBeforeUp, name));
  };
  let tables = TrackedContents.from(found, renamed.changed);
  const before = new Map<Step, ContentsByTable>();
  for (const step of steps) {
    before.set(step, tables);
    if (step.error === null) tables = after(step, tables);
  }
  return before;
}

type Renamed = {
  readonly get: (name: string) => Contents | undefined;
  /** The names that hold other contents than in the initial schema. */
  readonly changed: readonly string[];
};

/** The initial contents, under the names that up() has given them. */
function followRenames(up: readonly Step[], schemaBeforeUp: Schema): Renamed {
  let tables = TrackedContents.from((name) => {
    const table = schemaBeforeUp.tables.get(name);
    return table === undefined ? undefined : foundContents(table, table);
  });
  for (const step of up) {
    const isFollowed = /^rename-|^drop/.test(step.form.kind);
    if (isFollowed && step.error === null) tables = after(step, tables);
  }
  const end = up.at(-1)?.after ?? schemaBeforeUp;
  // If a table has the old name again, that one replaces the original.
  const isOriginal = (name: string, { rowsOf }: Contents): boolean =>
    rowsOf.size > 0 && [...rowsOf].every((old) => old === name || tableIn(end, old) === undefined);
  const get = (name: string): Contents | undefined => {
    const contents = tables.get(name);
    return contents !== undefined && isOriginal(name, contents) ? contents : undefined;
  };
  return { get, changed: tables.changed };
}

/**
 * A table that its own up() created may hold rows, but none from before the migration; and a down() does not find
 * what its up() has dropped or renamed.
 */
function foundContents(found: Table, table: Table | undefined): Contents {
  if (table === undefined || keptBy(table) === 'nothing') return { ...nothing, mayHoldRows: true };
  const kept = table.columns.filter(({ name }) => hasColumn(found, name));
  // Generated columns follow from the others.
  const stored = kept.filter(({ isGenerated }) => !isGenerated);
  return {
    rowsOf: new Set([nameKey(table.name)]),
    oldColumns: new Set(kept.map(({ name }) => nameKey(name))),
    columns: new Map(stored.map((column) => [nameKey(column.name), new Set([originOf(table, column)])])),
    mayHoldRows: true,
  };
}

/** The parsed statement of this kind. */
type Of<K extends ParsedStatement['kind']> = Extract<ParsedStatement, { kind: K }>;

function after(step: Step, tables: TrackedContents): TrackedContents {
  const { form } = step;
  switch (form.kind) {
    case 'create':
      return afterCreate(step, form, tables);
    case 'insert':
      return afterInsert(step, form, tables);
    case 'update':
      return form.isAll ? change(tables, form.table, (all) => assigned(all, form.assignments)) : tables;
    case 'delete':
      return form.isAll ? change(tables, form.table, emptied) : tables;
    case 'drop':
      return form.object === 'table' ? tables.with(form.name, undefined) : tables;
    case 'rename-table':
      return afterRename(form, tables);
    case 'rename-column':
      return changeColumns(tables, form.table, (name) =>
        name === nameKey(form.from) ? nameKey(form.to) : name,
      );
    case 'drop-column':
      return changeColumns(tables, form.table, (name) => (name === nameKey(form.column) ? undefined : name));
    default:
      return tables;
  }
}

function afterCreate(
  { before, after: created }: Step,
  { creation, source }: Of<'create'>,
  tables: TrackedContents,
): TrackedContents {
  const { kind, name } = creation;
  if (!/table$/.test(kind) || tableIn(before, name) !== undefined) return tables;
  const copy = { source, columns: columnNames(tableIn(created, name)), mayOmit: false };
  return tables.with(name, withCopiedRows(nothing, copy, tables, before));
}

function afterInsert({ before }: Step, form: Of<'insert'>, tables: TrackedContents): TrackedContents {
  const table = tableIn(before, form.table);
  const columns = form.columns?.map((name) => nameKey(name)) ?? fillable(table);
  const mayOmit = table !== undefined && mayOmitRows(form.or, table);
  const copy = { source: form.source, columns, mayOmit };
  return change(tables, form.table, (contents) =>
    withCopiedRows({ ...contents, mayHoldRows: true }, copy, tables, before),
  );
}

function afterRename({ table, to }: Of<'rename-table'>, tables: TrackedContents): TrackedContents {
  const contents = tables.get(nameKey(table)) ?? nothing;
  return tables.with(table, undefined).with(to, contents);
}

function emptied(contents: Contents): Contents {
  return { ...contents, rowsOf: new Set(), columns: new Map(), mayHoldRows: false };
}

function withCopiedRows(
  contents: Contents,
  { source, columns, mayOmit }: Copy,
  tables: ContentsByTable,
  before: Schema,
): Contents {
  let { rowsOf, columns: stored } = contents;
  for (const { table, readsAllRows, items } of sourcesOf(source)) {
    const from = tables.get(table);
    if (from === undefined) continue;
    if (readsAllRows && !mayOmit) rowsOf = new Set([...rowsOf, ...from.rowsOf]);
    const itemColumns = items.flatMap((item): readonly (readonly string[])[] =>
      item === 'all' ? columnNames(tableIn(before, table)).map((name) => [name]) : [item],
    );
    stored = merged(stored, originsByColumn(itemColumns, columns, from.columns));
  }
  return { ...contents, rowsOf, columns: stored, mayHoldRows: contents.mayHoldRows || source.length > 0 };
}

/** Rows that a statement inserts into a table. */
type Copy = {
  readonly source: readonly Lexeme[];
  /** The columns that it fills, in lower case. */
  readonly columns: readonly string[];
  /** Whether a conflicting row may be omitted. */
  readonly mayOmit: boolean;
};

/** The conflict clause of the statement overrides the table's. */
function mayOmitRows(or: string | null, table: Table): boolean {
  if (or !== null) return or === 'ignore' || or === 'replace';
  return hasConflictClause(table, 'ignore') || hasConflictClause(table, 'replace');
}

/** The columns that an INSERT without a column list fills. */
function fillable(table: Table | undefined): readonly string[] {
  const stored = (table?.columns ?? []).filter(({ isGenerated }) => !isGenerated);
  return stored.map(({ name }) => nameKey(name));
}

function columnNames(table: Table | undefined): readonly string[] {
  return (table?.columns ?? []).map(({ name }) => nameKey(name));
}

/** If items cannot be matched to columns, each item may be in any of them. */
function originsByColumn(
  items: readonly (readonly string[])[],
  targets: readonly string[],
  from: Columns,
): Columns {
  const originsIn = (names: readonly string[]): ReadonlySet<Origin> =>
    new Set(names.flatMap((name) => [...(from.get(name) ?? [])]));
  return items.length === targets.length
    ? new Map(targets.map((target, at) => [target, originsIn(items[at] ?? [])]))
    : new Map(targets.map((target) => [target, originsIn(items.flat())]));
}

function merged(left: Columns, right: Columns): Columns {
  const names = new Set([...left.keys(), ...right.keys()]);
  return new Map(
    [...names].map((name) => [name, new Set([...(left.get(name) ?? []), ...(right.get(name) ?? [])])]),
  );
}

/** `SET new = old` in every row: the new column then holds the old values as well. */
function assigned(contents: Contents, assignments: readonly Assignment[]): Contents {
  const moved = assignments.flatMap(({ columns: [to], value }): readonly [string, ReadonlySet<Origin>][] => {
    const [only, ...more] = value;
    const origins = more.length > 0 ? undefined : contents.columns.get(nameKey(only?.name ?? ''));
    return to === undefined || origins === undefined ? [] : [[nameKey(to), origins]];
  });
  return { ...contents, columns: merged(contents.columns, new Map(moved)) };
}

function change(
  tables: TrackedContents,
  table: string,
  to: (contents: Contents) => Contents,
): TrackedContents {
  const contents = tables.get(nameKey(table));
  return contents === undefined ? tables : tables.with(table, to(contents));
}

function changeColumns(
  tables: TrackedContents,
  table: string,
  nameOf: (name: string) => string | undefined,
): TrackedContents {
  return change(tables, table, (contents) => ({
    ...contents,
    oldColumns: new Set([...contents.oldColumns].flatMap((name) => nameOf(name) ?? [])),
    columns: new Map(
      [...contents.columns].flatMap(([name, origins]) => {
        const now = nameOf(name);
        return now === undefined ? [] : [[now, origins] as const];
      }),
    ),
  }));
}
