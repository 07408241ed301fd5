// Whether the schema still is what the last migration has left. Pure.
import type { Ledger } from './ledger/ledger.ts';
import { changesBetween, type SchemaChange } from './schema-objects.ts';
import type { PlanWarning } from './steps.ts';

/**
 * `as-left`: the schema is what the last run has left, `since` the newest migration in the ledger. `drifted`: something
 * else has changed it since. `unknown`: the ledger keeps no schema to compare with, because it is empty, was taken over,
 * was last written by an older version, or the schema is too long for it.
 */
export type SchemaStatus =
  | { readonly state: 'as-left'; readonly since: string }
  | { readonly state: 'drifted'; readonly since: string; readonly changes: readonly SchemaChange[] }
  | { readonly state: 'unknown' };

export function schemaStatusOf({ rows, schema }: Ledger): SchemaStatus {
  const newest = rows.at(-1);
  if (newest === undefined || newest.schema === null || schema === null) return { state: 'unknown' };
  const changes = changesBetween(newest.schema, schema);
  const since = newest.migration;
  return changes.length === 0 ? { state: 'as-left', since } : { state: 'drifted', since, changes };
}

/** What a run is told of it before it begins, and goes on from. */
export function driftWarnings(ledger: Ledger): readonly PlanWarning[] {
  const status = schemaStatusOf(ledger);
  if (status.state !== 'drifted') return [];
  return [{ code: 'SCHEMA.DRIFTED', names: status.changes.map(({ type, name }) => `${type} ${name}`) }];
}
