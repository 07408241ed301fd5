// Queries with few rows, whose order does not depend on the query plan.

import type { Draft } from './draft.ts';
import { expression } from './expressions.ts';

type Make = (draft: Draft) => string;

const aggregates = ['count', 'sum', 'total', 'avg', 'min', 'max', 'group_concat', 'json_group_array'];

const plain: Make = (draft) => {
  const { name, columns } = draft.table();
  const all = draft.random.percent(20) ? '*' : listed(draft, columns);
  const distinct = draft.random.percent(10) ? 'DISTINCT ' : '';
  return `SELECT ${distinct}${all} FROM ${name}${where(draft, columns)} LIMIT 9`;
};

const ordered: Make = (draft) => {
  const { name, columns } = draft.table();
  const direction = draft.random.pick(['', ' DESC', ' DESC NULLS FIRST', ' COLLATE NOCASE']);
  return `SELECT ${listed(draft, columns)} FROM ${name}${where(draft, columns)} ORDER BY 1${direction}`;
};

const grouped: Make = (draft) => {
  const { name, columns } = draft.table();
  const column = draft.column(columns);
  const aggregate = draft.random.pick(aggregates);
  const having = draft.random.percent(20) ? ` HAVING count(*) > ${draft.operand()}` : '';
  return `SELECT ${column}, ${aggregate}(${draft.column(columns)}) AS n FROM ${name} GROUP BY ${column}${having}`;
};

const aggregated: Make = (draft) => {
  const { name, columns } = draft.table();
  const all = draft.random.several(1, 3, () => `${draft.random.pick(aggregates)}(${draft.column(columns)})`);
  return `SELECT ${all.join(', ')} FROM ${name}${where(draft, columns)}`;
};

const joined: Make = (draft) => {
  const [left, right] = [draft.table(), draft.table()];
  const on = `l.${draft.column(left.columns)} = r.${draft.column(right.columns)}`;
  const kind = draft.random.pick(['JOIN', 'LEFT JOIN', 'CROSS JOIN']);
  return `SELECT l.*, r.${draft.column(right.columns)} AS other FROM ${left.name} l ${kind} ${right.name} r ON ${on} LIMIT 9`;
};

const compound: Make = (draft) => {
  const operator = draft.random.pick(['UNION', 'UNION ALL', 'EXCEPT', 'INTERSECT']);
  return `SELECT ${expression(draft, [])} AS a ${operator} SELECT ${expression(draft, [], 1)} ${operator} VALUES (1)`;
};

const withTable: Make = (draft) =>
  `WITH c (x) AS (VALUES (${draft.operand()}), (${draft.operand()})) SELECT ${expression(draft, ['x'])} FROM c`;

const windowed: Make = (draft) => {
  const { name, columns } = draft.table();
  const column = draft.column(columns);
  return `SELECT ${column}, rank() OVER w, lag(${draft.column(columns)}) OVER w FROM ${name} WINDOW w AS (ORDER BY ${column})`;
};

const makes = [plain, plain, plain, ordered, grouped, aggregated, joined, compound, withTable, windowed];

export const query: Make = (draft) => draft.random.pick(makes)(draft);

/** Usually a condition. */
export function where(draft: Draft, columns: readonly string[]): string {
  return draft.random.percent(60) ? ` WHERE ${expression(draft, columns)}` : '';
}

function listed(draft: Draft, columns: readonly string[]): string {
  return draft.random.several(1, 3, () => named(draft, expression(draft, columns))).join(', ');
}

function named(draft: Draft, text: string): string {
  return draft.random.percent(50) ? `${text} AS ${draft.random.pick(['x', 'y', '[z;]', "'w'"])}` : text;
}
