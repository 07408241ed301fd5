// The gate: refuses to work on a database that lacks what the code needs.
import { invalidOption, messageOf } from '../errors.ts';
import { schemaMissing, schemaNewer } from './errors.ts';
import { checkManifest, type SchemaManifest } from './manifest.ts';
import { type GateDatabase, type GateReading, readGate } from './read-gate.ts';

/** `unknown`: the database could not be read. */
export type SchemaReport = GateReading & { readonly state: 'ok' | 'missing' | 'newer' | 'unknown' };

export type GateOptions = {
  /**
   * `throw`, by default, rejects with the error; `warn` writes its message with `console.warn`, once for each message; a
   * function gets the error, and what it throws is thrown.
   */
  readonly onMismatch?: 'throw' | 'warn' | ((error: unknown, report: SchemaReport) => unknown);
};

// By the objects themselves: an isolate has one for each binding, and one for a manifest that a module exports.
const passed = new WeakMap<object, WeakMap<SchemaManifest, SchemaReport>>();
const warned = new Set<string>();

/**
 * Compares a manifest of `roost gate:manifest` with the database, on the primary. Call it where each request begins, with
 * the same two objects. Once they fit, further calls of the isolate read nothing. Until then each call is one request that
 * reads about one row for each needed migration, so that the Worker goes on by itself when the migrations are applied.
 * Calls at the same time do not wait for each other: in a Worker, what one request has begun may never end for another.
 *
 * Throws GATE.MISSING, with `details.missing`, and GATE.NEWER, unless `onMismatch` says something else; also what the database
 * throws if it cannot be read, which is no mismatch. Always throws GATE.MANIFEST_INVALID and OPTION.INVALID.
 */
export async function assertSchema(
  database: GateDatabase,
  manifest: SchemaManifest,
  { onMismatch = 'throw' }: GateOptions = {},
): Promise<SchemaReport> {
  if (typeof database?.prepare !== 'function')
    throw invalidOption('database', 'is not a D1 database', 'Pass the binding, for example env.DB.');
  const known = passed.get(database)?.get(manifest);
  if (known !== undefined) return known;
  checkManifest(manifest);
  const { report, error } = await outcomeOf(database, manifest);
  if (report.state === 'ok') {
    const reports = passed.get(database) ?? new WeakMap();
    passed.set(database, reports.set(manifest, report));
  } else if (typeof onMismatch === 'function') await onMismatch(error, report);
  else if (onMismatch === 'warn') warnOnce(messageOf(error));
  else throw error;
  return report;
}

type Outcome = { readonly report: SchemaReport; readonly error?: unknown };

async function outcomeOf(database: GateDatabase, manifest: SchemaManifest): Promise<Outcome> {
  let reading: GateReading;
  try {
    reading = await readGate(database, manifest);
  } catch (error) {
    return { report: { state: 'unknown', missing: [], newer: null, head: null }, error };
  }
  const { missing, newer, head } = reading;
  if (missing.length > 0)
    return { report: { ...reading, state: 'missing' }, error: schemaMissing(missing, head) };
  if (newer !== null)
    return { report: { ...reading, state: 'newer' }, error: schemaNewer(newer, manifest.newest) };
  return { report: { ...reading, state: 'ok' } };
}

function warnOnce(message: string): void {
  if (warned.has(message)) return;
  warned.add(message);
  console.warn(message);
}
