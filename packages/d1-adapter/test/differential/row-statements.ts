// Statements that insert, update and delete rows.

import type { Draft } from './draft.ts';
import { withoutTruth } from './exclusions.ts';
import { expression } from './expressions.ts';
import { where } from './queries.ts';

type Make = (draft: Draft) => string;

const conflicts = ['', '', '', ' OR IGNORE', ' OR REPLACE', ' OR FAIL', ' OR ABORT'];

export const insertion: Make = (draft) => {
  const { random } = draft;
  const { name, columns } = draft.ownTable();
  const into = `INSERT${random.pick(conflicts)} INTO ${name}`;
  if (random.percent(5)) return `${into} DEFAULT VALUES`;
  const filled = random.percent(70) ? columns : columns.filter(() => random.percent(60));
  const names = filled.length === 0 ? [draft.column(columns)] : filled;
  const row = () => withoutTruth(`(${names.map(() => expression(draft, [], 1)).join(', ')})`);
  return `${into} (${names.join(', ')}) ${source(draft, names, row)}`;
};

function source(draft: Draft, names: readonly string[], row: () => string): string {
  if (draft.random.percent(80)) return `VALUES ${draft.random.several(1, 3, row).join(', ')}`;
  const { name, columns } = draft.table();
  return `SELECT ${names.map(() => expression(draft, columns, 1)).join(', ')} FROM ${name} WHERE true LIMIT 3`;
}

export const update: Make = (draft) => {
  const { random } = draft;
  const { name, columns } = draft.ownTable();
  const assignments = random.several(1, 2, () => `${draft.column(columns)} = ${expression(draft, columns)}`);
  return `UPDATE${random.pick(conflicts)} ${name} SET ${assignments.join(', ')}${where(draft, columns)}`;
};

export const deletion: Make = (draft) => {
  const { name, columns } = draft.ownTable();
  return `DELETE FROM ${name} WHERE ${expression(draft, columns)}`;
};

const updateFrom: Make = (draft) => {
  const { name, columns } = draft.ownTable();
  const other = draft.table();
  const read = [...columns.map((column) => `${name}.${column}`), ...other.columns.map((each) => `o.${each}`)];
  const assignment = `${draft.column(columns)} = ${expression(draft, read, 1)}`;
  return `UPDATE ${name} SET ${assignment} FROM ${other.name} AS o WHERE ${expression(draft, read, 1)}`;
};

const upsert: Make = (draft) => {
  const { name, columns } = draft.ownTable();
  const target = draft.column(draft.random.percent(70) ? columns.slice(0, 1) : columns);
  const changed = draft.column(columns);
  const inserted = `INSERT INTO ${name} (${target}) VALUES (${draft.operand()}) ON CONFLICT (${target})`;
  if (draft.random.percent(30)) return `${inserted} DO NOTHING`;
  const seen = [changed, `excluded.${target}`];
  return `${inserted} DO UPDATE SET ${changed} = ${expression(draft, seen, 1)}${where(draft, seen)}`;
};

const makes = [
  insertion,
  insertion,
  insertion,
  insertion,
  update,
  update,
  updateFrom,
  deletion,
  upsert,
  upsert,
];

export const rowStatement: Make = (draft) => {
  const sql = draft.random.pick(makes)(draft);
  return draft.random.percent(20)
    ? `${sql} RETURNING ${draft.random.pick(['*', 'a', 'rowid', 'typeof(a) AS type', 'nope', 'count(*)'])}`
    : sql;
};
