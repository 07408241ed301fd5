// Statements that create, alter and drop tables, indexes, views and triggers.

import type { Draft } from './draft.ts';
import { withKnownFunctions } from './exclusions.ts';
import { expression, rowExpression } from './expressions.ts';
import { query } from './queries.ts';
import { deletion, insertion, update } from './row-statements.ts';

const tableNames = ['t0', 't1', 't2', 't3', '"t 4"', '[t;5]', '`t"6`'];
const columnNames = ['a', 'b', 'c', 'd', 'e', '"é f"'];
const types = ['', ' INTEGER', ' REAL', ' TEXT', ' BLOB', ' NUMERIC', ' VARCHAR(9) COLLATE NOCASE', ' ANY'];

const actions = ['CASCADE', 'SET NULL', 'SET DEFAULT', 'RESTRICT', 'NO ACTION'];

export type Make = (draft: Draft) => string;

export const createTable: Make = (draft) => {
  const { random } = draft;
  const name = random.pick(tableNames);
  const exists = random.percent(30) ? 'IF NOT EXISTS ' : '';
  if (random.percent(8)) return `CREATE TABLE ${exists}${name} AS ${query(draft)}`;
  const columns = columnNames.slice(0, 1 + random.below(columnNames.length));
  const definitions = columns.map((column, index) =>
    columnDefinition(draft, column, columns.slice(0, index)),
  );
  if (random.percent(20)) definitions.push(`UNIQUE (${random.pick(columns)}, ${random.pick(columns)})`);
  const options = ['', '', '', '', ' WITHOUT ROWID', ' STRICT'];
  return `CREATE TABLE ${exists}${name} (${definitions.join(', ')})${random.pick(options)}`;
};

function columnDefinition(draft: Draft, column: string, before: readonly string[]): string {
  const { random } = draft;
  if (before.length === 0 && random.percent(30)) return `${column} INTEGER PRIMARY KEY${keyOption(draft)}`;
  return column + random.pick(types) + constraint(draft, column, before);
}

function keyOption({ random }: Draft): string {
  return random.pick(['', '', ' AUTOINCREMENT', ' DESC']);
}

function constraint(draft: Draft, column: string, before: readonly string[]): string {
  const { random } = draft;
  return random.pick<() => string>([
    () => '',
    () => '',
    () => '',
    () => ` UNIQUE ON CONFLICT ${random.pick(['ABORT', 'FAIL', 'IGNORE', 'REPLACE'])}`,
    () => ` NOT NULL DEFAULT ${draft.literal()}`,
    () => ` DEFAULT (${withKnownFunctions(rowExpression(draft, []))})`,
    () => ` CHECK (${rowExpression(draft, [column, ...before])})`,
    () =>
      ` REFERENCES ${draft.table().name} ON DELETE ${random.pick(actions)} ON UPDATE ${random.pick(actions)}`,
    () => ` AS (${rowExpression(draft, before)}) ${random.pick(['STORED', 'VIRTUAL'])}`,
  ])();
}

const createIndex: Make = (draft) => {
  const { random } = draft;
  const { name, columns } = draft.ownTable();
  const column = random.percent(70) ? draft.column(columns) : rowExpression(draft, columns);
  const where = random.percent(20) ? ` WHERE ${draft.column(columns)} IS NOT NULL` : '';
  return `CREATE ${random.pick(['', '', 'UNIQUE '])}INDEX i${random.below(4)} ON ${name} (${column})${where}`;
};

const createTrigger: Make = (draft) => {
  const { random } = draft;
  const { name, columns, kind } = draft.table();
  const moment = kind === 'view' ? 'INSTEAD OF' : random.pick(['BEFORE', 'AFTER']);
  const [event, row] = random.pick([
    ['INSERT', 'new'],
    ['UPDATE', 'new'],
    ['DELETE', 'old'],
  ] as const);
  const seen = columns.map((column) => `${row}.${column}`);
  const when = random.percent(40) ? ` WHEN ${expression(draft, seen, 1)}` : '';
  const actions = random.several(1, 2, () => random.pick([insertion, update, deletion])(draft));
  return `CREATE TRIGGER r${random.below(3)} ${moment} ${event} ON ${name}${when} BEGIN ${actions.join('; ')}; END`;
};

const alterations: readonly Make[] = [
  (draft) => `ADD COLUMN ${columnDefinition(draft, draft.random.pick(columnNames), ['a'])}`,
  (draft) => `RENAME COLUMN ${draft.column(columnNames)} TO ${draft.random.pick([...columnNames, 'f'])}`,
  (draft) => `RENAME TO ${draft.random.pick(tableNames)}`,
  (draft) => `DROP COLUMN ${draft.column(columnNames)}`,
];

const drops: readonly Make[] = [
  (draft) => `TABLE ${draft.ownTable().name}`,
  (draft) => `VIEW v${draft.random.below(2)}`,
  (draft) => `INDEX i${draft.random.below(4)}`,
  (draft) => `TRIGGER r${draft.random.below(3)}`,
  (draft) => `TRIGGER r${draft.random.below(3)}`,
];

const makes: readonly Make[] = [
  createTable,
  createTable,
  createTable,
  createIndex,
  createTrigger,
  (draft) => `CREATE VIEW v${draft.random.below(2)} AS ${query(draft)}`,
  (draft) => `ALTER TABLE ${draft.ownTable().name} ${draft.random.pick(alterations)(draft)}`,
  (draft) => `DROP ${draft.random.pick(drops)(draft)}`,
];

/** A statement that changes the schema; it has no parameters. */
export const schemaStatement: Make = (draft) => draft.random.pick(makes)(draft);
