// From the API's result to what the queries gave. Pure; a result of another shape than D1's is a problem in words.

import type { QueryResult } from '../d1/query.ts';
import type { D1Meta } from '../d1.ts';
import { isRecord } from './envelope.ts';

export type ParsedResults =
  | { readonly kind: 'results'; readonly results: readonly QueryResult[] }
  | { readonly kind: 'other'; readonly problem: string };

const totals = ['duration', 'changes', 'rows_read', 'rows_written'] as const;

/** One result for each query, of the members that are its own; `counts` says how many those are. */
export function parseResults(result: unknown, counts: readonly number[]): ParsedResults {
  const expected = counts.reduce((sum, count) => sum + count, 0);
  if (!Array.isArray(result)) return { kind: 'other', problem: 'its result is no list' };
  if (result.length !== expected) {
    return { kind: 'other', problem: `it has ${result.length} results for ${expected} statements` };
  }
  const members = result.map(parseResult).filter((member) => member !== undefined);
  if (members.length !== expected)
    return { kind: 'other', problem: 'one of its results has no columns, rows and meta' };
  const results: QueryResult[] = [];
  let start = 0;
  for (const count of counts) {
    const last = members[start + count - 1];
    if (last !== undefined)
      results.push({ ...last, meta: summed(members.slice(start, start + count), last) });
    start += count;
  }
  return { kind: 'results', results };
}

function parseResult(value: unknown): QueryResult | undefined {
  if (!isRecord(value) || value['success'] !== true) return undefined;
  const { results, meta } = value;
  if (!isRecord(results) || !isRecord(meta)) return undefined;
  const { columns, rows } = results;
  if (!isListOf(columns, (name) => typeof name === 'string')) return undefined;
  if (!isListOf(rows, isRow)) return undefined;
  return {
    columns: columns as readonly string[],
    rows: rows as readonly (readonly unknown[])[],
    meta: meta as D1Meta & Record<string, unknown>,
  };
}

function isRow(row: unknown): boolean {
  return isListOf(row, (value) => typeof value !== 'object' || value === null || isBlob(value));
}

function isBlob(value: unknown): boolean {
  return isListOf(value, (byte) => typeof byte === 'number');
}

function isListOf(value: unknown, isOne: (element: unknown) => boolean): value is readonly unknown[] {
  return Array.isArray(value) && value.every(isOne);
}

/** What the whole of a query did: its counters added up, and all else as the last statement left it. */
function summed(members: readonly QueryResult[], last: QueryResult): QueryResult['meta'] {
  if (members.length === 1) return last.meta;
  const metas = members.map(({ meta }) => meta);
  const sums = totals.map((key) => [key, metas.reduce((sum, meta) => sum + meta[key], 0)]);
  return { ...last.meta, ...Object.fromEntries(sums), changed_db: metas.some((meta) => meta.changed_db) };
}
