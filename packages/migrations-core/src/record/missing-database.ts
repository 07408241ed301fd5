// Whether a migration has failed because it looks for its database where it is not: in the `this` of an arrow function,
// or in the properties of its argument.
import type { Migration } from '../migration/migration.ts';
import { databaseMissing, type FunctionName } from './errors.ts';

// `this` is undefined in an ECMAScript module, and an object without `db` in CommonJS.
const missing = /\(reading '(?:db|run|prepare|batch|exec)'\)$/;

/** The error that says so; otherwise what was thrown. */
export function explainMissingDatabase(
  thrown: unknown,
  fn: FunctionName,
  body: Migration['up'] | undefined,
): unknown {
  if (!(thrown instanceof TypeError) || !missing.test(thrown.message)) return thrown;
  const source = Function.prototype.toString.call(body);
  const isArrow = /^(?:async\b)?\s*(?:\(|[\w$]+\s*=>)/.test(source);
  const hasPattern = /^[^(]*\(\s*\{/.test(source);
  const readsDb = thrown.message.endsWith("(reading 'db')");
  return isArrow || hasPattern || readsDb ? databaseMissing(fn, isArrow && !hasPattern, thrown) : thrown;
}
