// A random rebuild of one of the tables: what its author asks for, and the table that results.
import type { ColumnChange, TableRebuild } from '@roostjs/migrations-core/schema';
import type { Random } from '../../support/random.ts';
import { type Column, createTable, q, type Table } from './schema.ts';

export type Wish = {
  readonly rebuild: TableRebuild;
  /** The table that it leads to. */
  readonly table: Table;
  /** New column → expression over the old row, of all columns that are filled. */
  readonly filled: Readonly<Record<string, string>>;
};

type Draft = {
  table: Table;
  rename: Record<string, string>;
  drop: string[];
  copy: Record<string, string>;
  columns: Record<string, ColumnChange>;
  add: Record<string, string>;
  addConstraints: string[];
  filled: Record<string, string>;
};

export function randomWish(random: Random, old: Table): Wish {
  const draft: Draft = {
    table: old,
    rename: {},
    drop: [],
    copy: {},
    columns: {},
    add: {},
    addConstraints: [],
    filled: Object.fromEntries(
      old.columns.filter(({ generated }) => generated === null).map(({ name }) => [name, q(name)]),
    ),
  };
  for (let left = 1 + random.below(4); left > 0; left -= 1) random.pick(kinds)(random, draft, old);
  const { rename, drop, copy, columns, add, addConstraints } = draft;
  const moves = { table: old.name, rename, drop, copy };
  const rebuild: TableRebuild = random.chance(30)
    ? {
        ...moves,
        create: createTable({ ...draft.table, name: random.chance(50) ? old.name : 'another name' }),
      }
    : { ...moves, change: { columns, add, addConstraints } };
  return { rebuild, table: draft.table, filled: draft.filled };
}

/** Columns that nothing else names, and that no change has touched. */
function free(draft: Draft, old: Table): readonly Column[] {
  return draft.table.columns.filter(
    (column) =>
      !column.isKey &&
      column.generated === null &&
      old.columns.some(({ name }) => name === column.name) &&
      !/^f\d\d$/.test(column.name) &&
      !(column.name in draft.columns),
  );
}

const kinds: readonly ((random: Random, draft: Draft, old: Table) => void)[] = [
  (random, draft, old) => {
    const column = random.pick(free(draft, old));
    if (column === undefined) return;
    const fill = draft.table.strict ? ({ TEXT: "''", BLOB: "x''" }[column.type] ?? '0') : "'none'";
    change(draft, column, { notNull: true }, { notNull: true });
    fillWith(draft, column.name, `coalesce(${q(column.name)}, ${fill})`);
  },
  (random, draft, old) => {
    const column = random.pick(free(draft, old));
    if (column !== undefined) change(draft, column, { notNull: false }, { notNull: false });
  },
  (random, draft, old) => {
    const column = random.pick(free(draft, old));
    if (column === undefined) return;
    const value = random.pick([null, 'NULL', '(1 + 1)']);
    change(draft, column, { default: value }, { default: value });
  },
  (random, draft, old) => {
    const column = random.pick(free(draft, old));
    if (column === undefined) return;
    const type = draft.table.strict
      ? 'ANY'
      : random.pick(['TEXT', 'INTEGER', 'REAL', '', 'BLOB', 'DECIMAL (10, 2)']);
    change(draft, column, { type: type === '' ? null : type }, { type });
  },
  (random, draft, old) => {
    const column = random.pick(free(draft, old));
    if (column === undefined) return;
    const check = random.pick([null, `${q(column.name)} IS NOT 'odd'`]);
    change(draft, column, { check }, { check });
  },
  (random, draft) => {
    const name = `new${Object.keys(draft.add).length}`;
    const type = draft.table.strict ? 'ANY' : 'TEXT';
    const kind = random.pick(['default', 'copied', 'empty']);
    const column: Column = {
      name,
      type,
      notNull: kind !== 'empty',
      default: kind === 'default' ? "'new'" : null,
      check: null,
      generated: null,
      references: null,
      isKey: false,
    };
    const rest = [
      type,
      ...(column.notNull ? ['NOT NULL'] : []),
      ...(column.default ? [`DEFAULT ${column.default}`] : []),
    ];
    draft.add[name] = rest.join(' ');
    draft.table = { ...draft.table, columns: [...draft.table.columns, column] };
    if (kind === 'copied') fillWith(draft, name, "'x' || 1 -- made up");
  },
  (random, draft, old) => {
    const column = random.pick(free(draft, old).filter(({ name }) => !isUsed(old, name)));
    if (column === undefined) return;
    draft.drop.push(column.name);
    delete draft.filled[column.name];
    delete draft.copy[column.name];
    draft.table = { ...draft.table, columns: draft.table.columns.filter((one) => one !== column) };
  },
  (random, draft, old) => {
    const column = random.pick(free(draft, old));
    if (column === undefined) return;
    const to = `renamed ${column.name}`;
    draft.rename[column.name] = to;
    draft.filled[to] = draft.filled[column.name] ?? '';
    delete draft.filled[column.name];
    const renamed = (text: string | null) => text?.replaceAll(q(column.name), q(to)) ?? null;
    const columns = draft.table.columns.map((one) => ({
      ...one,
      ...(one === column ? { name: to } : {}),
      check: renamed(one.check),
      generated: renamed(one.generated),
    }));
    draft.table = { ...draft.table, columns };
  },
  (_, draft, old) => {
    const key = old.columns.find(({ isKey }) => isKey)?.name ?? '';
    const text = `CHECK (${q(key)} IS NOT 'impossible')`;
    draft.addConstraints.push(text);
    draft.table = { ...draft.table, constraints: [...draft.table.constraints, text] };
  },
];

function change(draft: Draft, column: Column, wished: ColumnChange, becomes: Partial<Column>): void {
  draft.columns[column.name] = wished;
  draft.table = {
    ...draft.table,
    columns: draft.table.columns.map((one) => (one === column ? { ...column, ...becomes } : one)),
  };
}

function fillWith(draft: Draft, name: string, expression: string): void {
  draft.copy[name] = expression;
  draft.filled[name] = expression;
}

function isUsed(table: Table, name: string): boolean {
  return table.columns.some(({ generated }) => generated?.includes(q(name)) === true);
}
