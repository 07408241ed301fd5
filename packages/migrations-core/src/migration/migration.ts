// What a migration is, for its author and for the runner, and how its name determines its place in the order.
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
   * Undoes `up`. Without it the migration cannot be rolled back. Also called when the migration is applied, to store
   * its statements in the ledger, and before somebody is asked to approve its rollback: then its database answers no
   * read and runs nothing, and an error that it throws is ignored.
   */
  down?(this: MigrationContext, db: MigrationDatabase): Promise<void> | void;
  /** `false` runs each call at once instead of recording it: nothing is atomic, but reads see earlier writes. */
  readonly withinTransaction?: boolean;
  /**
   * The names of the migrations that this one replaces, as `roost migrate:squash` writes them: if all of them are
   * applied, it is marked as applied in their place; if none is, it runs; anything between is refused.
   */
  readonly replaces?: readonly string[];
}

export type Direction = 'up' | 'down';

const namePattern = /^(\d+)[_-](.+)$/;

/**
 * The parts of a migration's name: digits, then an underscore or a hyphen, and a title. `undefined` for any other
 * text.
 */
export function parseMigrationName(name: string): { timestamp: string; title: string } | undefined {
  const match = namePattern.exec(name);
  return match?.[1] !== undefined && match[2] !== undefined
    ? { timestamp: match[1], title: match[2] }
    : undefined;
}

/**
 * Orders names as wrangler orders their files: by the leading number, then code unit by code unit up to the dot after the
 * name, so `1_a-b` comes before `1_a`. Expects names that `parseMigrationName` accepts; others come last.
 */
export function compareMigrationNames(left: string, right: string): number {
  return compareNumbers(leadingNumber(left), leadingNumber(right)) || compareText(`${left}.`, `${right}.`);
}

/** The digits that a name begins with, without leading zeros. */
export function leadingNumber(name: string): string | undefined {
  return /^\d+/.exec(name)?.[0].replace(/^0+(?=\d)/, '');
}

// Digits are compared as text: a timestamp of 14 digits fits a double, a longer prefix does not.
function compareNumbers(left: string | undefined, right: string | undefined): number {
  if (left === undefined || right === undefined)
    return Number(left === undefined) - Number(right === undefined);
  return left.length - right.length || compareText(left, right);
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
