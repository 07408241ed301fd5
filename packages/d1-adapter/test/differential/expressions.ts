// Expressions over columns, parameters and ordinary functions. They shorten texts, so that repeated updates do not make
// them grow without limit.

import type { Draft } from './draft.ts';
import { aPlace, asText } from './exclusions.ts';

type Part = (draft: Draft, columns: readonly string[], depth: number) => string;

const unary = [
  'abs',
  'length',
  'lower',
  'upper',
  'trim',
  'ltrim',
  'rtrim',
  'typeof',
  'unicode',
  'sign',
  'round',
  'floor',
];
const rare = [
  'ceil',
  'octet_length',
  'unhex',
  'json_valid',
  'json_type',
  'date',
  'time',
  'julianday',
  'sqrt',
  'nofn',
];
const growing = ['hex', 'quote', 'json_quote', 'json_array', 'char', 'json'];
const binary = ['ifnull', 'coalesce', 'nullif', 'instr', 'max', 'min', 'round', 'mod', 'json_extract'];
const arithmetic = ['+', '-', '*', '/', '%', '&', '|', '<<', '>>'];
const comparing = ['=', '<>', '<', '<=', '>', '>=', 'IS', 'IS NOT', 'AND', 'OR', 'IS DISTINCT FROM'];
const rowIdNames = ['rowid', '_rowid_', 'oid', 'OID'];
const types = ['INTEGER', 'REAL', 'TEXT', 'BLOB', 'NUMERIC'];
const patterns = ["'%a%'", "'_'", "'A%'", "'é%'", "''"];

const inner: Part = (draft, columns, depth) => expression(draft, columns, depth - 1);

const parts: readonly Part[] = [
  (draft, columns, depth) => `${draft.random.pick(unary)}(${inner(draft, columns, depth)})`,
  (draft, columns, depth) => `${draft.random.pick(rare)}(${inner(draft, columns, depth)})`,
  (draft, columns, depth) => `substr(${draft.random.pick(growing)}(${inner(draft, columns, depth)}), 1, 12)`,
  (draft, columns, depth) =>
    `${draft.random.pick(binary)}(${inner(draft, columns, depth)}, ${inner(draft, columns, depth)})`,
  (draft, columns, depth) =>
    `substr(${inner(draft, columns, depth)}, ${aPlace(inner(draft, columns, depth))})`,
  (draft, columns, depth) =>
    `substr(replace(${inner(draft, columns, depth)}, ${draft.operand()}, ${inner(draft, columns, depth)}), 1, 12)`,
  (draft, columns, depth) =>
    `substr(${inner(draft, columns, depth)} || ${inner(draft, columns, depth)}, 1, 12)`,
  (draft, columns, depth) =>
    `(${inner(draft, columns, depth)} ${draft.random.pick(arithmetic)} ${inner(draft, columns, depth)})`,
  (draft, columns, depth) =>
    `(${inner(draft, columns, depth)} ${draft.random.pick(comparing)} ${inner(draft, columns, depth)})`,
  (draft, columns, depth) => `(${draft.random.pick(['-', '~', 'NOT ', '+'])}${inner(draft, columns, depth)})`,
  (draft, columns, depth) => `CAST(${inner(draft, columns, depth)} AS ${draft.random.pick(types)})`,
  (draft, columns, depth) =>
    `CASE WHEN ${inner(draft, columns, depth)} THEN ${inner(draft, columns, depth)} ELSE ${draft.operand()} END`,
  (draft, columns, depth) =>
    `(${inner(draft, columns, depth)} BETWEEN ${draft.operand()} AND ${draft.operand()})`,
  (draft, columns, depth) => `(${inner(draft, columns, depth)} IN (${draft.operand()}, ${draft.operand()}))`,
  (draft, columns, depth) =>
    `(${asText(inner(draft, columns, depth))} ${draft.random.pick(['LIKE', 'NOT LIKE', 'GLOB'])} ${draft.random.pick(patterns)})`,
  (draft, columns, depth) => `(${inner(draft, columns, depth)} ->> '$.a[${draft.random.below(3)}]')`,
  (draft, columns, depth) => `(${inner(draft, columns, depth)} COLLATE NOCASE = ${draft.operand()})`,
];

const subqueries: readonly Part[] = [
  (draft) => {
    const { name, columns } = draft.table();
    return `(SELECT ${draft.random.pick(['max', 'min', 'count', 'typeof'])}(${draft.column(columns)}) FROM ${name})`;
  },
  (draft, columns, depth) => {
    const table = draft.table();
    return `EXISTS (SELECT 1 FROM ${table.name} WHERE ${inner(draft, [...table.columns, ...columns], depth)})`;
  },
];

/** An expression of at most this depth. */
export function expression(draft: Draft, columns: readonly string[], depth = 2): string {
  if (depth <= 0 || draft.random.percent(30)) return leaf(draft, columns);
  return draft.random.pick(draft.random.percent(5) ? subqueries : parts)(draft, columns, depth);
}

/** An expression over its row alone, as in a CHECK or an index. */
export function rowExpression(draft: Draft, columns: readonly string[]): string {
  return draft.random.pick(parts)(draft, columns, 1);
}

function leaf(draft: Draft, columns: readonly string[]): string {
  if (columns.length > 0 && draft.random.percent(3)) return draft.random.pick(rowIdNames);
  return columns.length > 0 && draft.random.percent(60) ? draft.column(columns) : draft.operand();
}
