// Whether the schema still is what the last migration left. Pure.
import { changesBetween, type SchemaChange, type SchemaObject } from '../database/schema.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { snapshotTextOf } from '../ledger/schema-snapshot.ts';
import type { PlanWarning } from './types.ts';

/**
 * `as-left`: the schema is what the last run left; `since` is the newest migration in the ledger. `drifted`:
 * something else has changed it since. `unknown`: there is no snapshot to compare with, because the ledger is empty,
 * was created by another program, or its last migration is partial.
 */
export type SchemaStatus =
  | { readonly state: 'as-left'; readonly since: string }
  | { readonly state: 'drifted'; readonly since: string; readonly changes: readonly SchemaChange[] }
  | { readonly state: 'unknown' };

export function schemaStatusOf({ rows, drift, schema }: Ledger): SchemaStatus {
  const newest = rows.at(-1);
  if (newest === undefined || drift === null) return { state: 'unknown' };
  const changes = changesBetween(drift.before, drift.now.map(asStored), schema);
  const since = newest.migration;
  return changes.length === 0 ? { state: 'as-left', since } : { state: 'drifted', since, changes };
}

/** The warnings about drift, which do not stop a run. */
export function driftWarnings(ledger: Ledger): readonly PlanWarning[] {
  const status = schemaStatusOf(ledger);
  if (status.state !== 'drifted') return [];
  return [{ code: 'SCHEMA.DRIFTED', names: status.changes.map(({ type, name }) => `${type} ${name}`) }];
}

function asStored(object: SchemaObject): SchemaObject {
  return { ...object, sql: object.sql && snapshotTextOf(object.sql) };
}
