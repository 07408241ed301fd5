// What a migration is, to its author and to the runner, and how its name gives its place in the order.
import type { SqlDatabase, SqlResult, SqlStatement } from '../database/d1.ts';

export type SqlExecResult = { count: number; duration: number };

export interface SqlSession {
  prepare(sql: string): SqlStatement;
  batch<T = unknown>(statements: SqlStatement[]): Promise<SqlResult<T>[]>;
  getBookmark(): string | null;
}

/**
 * The `D1Database` that `up` and `down` receive, as their argument and as `this.db`. Reads reach the real
 * database; writes are recorded and commit together with the ledger row when the function has returned.
 */
export interface MigrationDatabase extends SqlDatabase {
  exec(sql: string): Promise<SqlExecResult>;
  withSession(constraintOrBookmark?: string): SqlSession;
  /** Refused, as D1 itself refuses it. */
  dump(): Promise<ArrayBuffer>;
  /** Short for `prepare(sql).bind(...values).run()`. */
  run<T = Record<string, unknown>>(sql: string, ...values: unknown[]): Promise<SqlResult<T>>;
}

export type MigrationContext = { readonly db: MigrationDatabase };

/** The default export of a migration file: `export default { … } satisfies Migration`. */
export interface Migration {
  up(this: MigrationContext, db: MigrationDatabase): Promise<void> | void;
  /**
   * Undoes `up`. Without it the migration cannot be rolled back. Also called when the migration is applied, to note its
   * statements in the ledger, and before somebody is asked to agree to its roll-back: its database answers no read then and
   * runs nothing, and what it throws is of no matter.
   */
  down?(this: MigrationContext, db: MigrationDatabase): Promise<void> | void;
  /** `false` runs each call at once instead of recording: no atomicity, but reads see earlier writes. */
  readonly withinTransaction?: boolean;
  /**
   * The names of migrations that this one stands for, as `roost migrate:squash` writes it: where all of them are applied it
   * is recorded in their place, where none is it runs, and anything between is refused.
   */
  readonly replaces?: readonly string[];
}

export type Direction = 'up' | 'down';

const namePattern = /^(\d+)[_-](.+)$/;

/** The parts of a migration's name: leading digits, an underscore or a hyphen, a title. `undefined` for any other text. */
export function parseMigrationName(name: string): { timestamp: string; title: string } | undefined {
  const match = namePattern.exec(name);
  return match?.[1] !== undefined && match[2] !== undefined
    ? { timestamp: match[1], title: match[2] }
    : undefined;
}

/**
 * Orders names by their leading number, as wrangler does, then by the rest, code unit by code unit, so that
 * the order is the same on every machine. Expects names that `parseMigrationName` knows; others come last.
 */
export function compareMigrationNames(left: string, right: string): number {
  return compareNumbers(leadingNumber(left), leadingNumber(right)) || compareText(left, right);
}

function leadingNumber(name: string): string | undefined {
  return /^\d+/.exec(name)?.[0].replace(/^0+(?=\d)/, '');
}

// Digits are compared as text: fourteen-digit timestamps fit a double, longer prefixes would not.
function compareNumbers(left: string | undefined, right: string | undefined): number {
  if (left === undefined || right === undefined)
    return Number(left === undefined) - Number(right === undefined);
  return left.length - right.length || compareText(left, right);
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
