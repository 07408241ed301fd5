// Parses the API's result into the results of the queries. Pure; an unexpected shape is returned as a problem.

import type { QueryResult } from '../d1/query.ts';
import type { D1Meta } from '../d1.ts';
import { isRecord } from './envelope.ts';

export type ParsedResults =
  | { readonly kind: 'results'; readonly results: readonly QueryResult[] }
  | { readonly kind: 'other'; readonly problem: string };

const totals = ['duration', 'changes', 'rows_read', 'rows_written'] as const;

/** One result for each query. `counts` has the number of statements of each query. */
export function parseResults(result: unknown, counts: readonly number[]): ParsedResults {
  const expected = counts.reduce((sum, count) => sum + count, 0);
  if (!Array.isArray(result)) return { kind: 'other', problem: 'its result is not an array' };
  if (result.length !== expected) {
    return { kind: 'other', problem: `it has ${result.length} results for ${expected} statements` };
  }
  const statements = result.map(parseResult).filter((statement) => statement !== undefined);
  if (statements.length !== expected)
    return { kind: 'other', problem: 'one of its results lacks columns, rows or meta' };
  const results: QueryResult[] = [];
  let start = 0;
  for (const count of counts) {
    const last = statements[start + count - 1];
    if (last !== undefined)
      results.push({ ...last, meta: sumMeta(statements.slice(start, start + count), last) });
    start += count;
  }
  return { kind: 'results', results };
}

function parseResult(value: unknown): QueryResult | undefined {
  if (!isRecord(value) || value['success'] !== true) return undefined;
  const { results, meta } = value;
  if (!isRecord(results) || !isRecord(meta)) return undefined;
  const { columns, rows } = results;
  if (!isArrayOf(columns, (name) => typeof name === 'string')) return undefined;
  if (!isArrayOf(rows, isRow)) return undefined;
  return {
    columns: columns as readonly string[],
    rows: rows as readonly (readonly unknown[])[],
    meta: meta as D1Meta & Record<string, unknown>,
  };
}

function isRow(row: unknown): boolean {
  return isArrayOf(row, (value) => typeof value !== 'object' || value === null || isBlob(value));
}

function isBlob(value: unknown): boolean {
  return isArrayOf(value, (byte) => typeof byte === 'number');
}

function isArrayOf(value: unknown, isOne: (element: unknown) => boolean): value is readonly unknown[] {
  return Array.isArray(value) && value.every(isOne);
}

/** The meta of a query: the sums of its statements' counters, and everything else from the last statement. */
function sumMeta(statements: readonly QueryResult[], last: QueryResult): QueryResult['meta'] {
  if (statements.length === 1) return last.meta;
  const metas = statements.map(({ meta }) => meta);
  const sums = totals.map((key) => [key, metas.reduce((sum, meta) => sum + meta[key], 0)]);
  return { ...last.meta, ...Object.fromEntries(sums), changed_db: metas.some((meta) => meta.changed_db) };
}
