// What someone looks at before pending migrations run: plain data, from which every form of the report is written. It
// has no values of rows, no path of this machine and nothing of an account.
import type { PendingPhase, QueryReport } from '@roostjs/internal-core';
import type { LintFinding, LossPreview, PlanWarning, SchemaChange } from '@roostjs/migrations-core';
import type { Diagram } from '../diagram/diagram.ts';

export type Review = {
  /** ISO 8601, UTC. */
  readonly generatedAt: string;
  readonly database: ReviewedDatabase;
  /** What is pending, in the order in which it runs. */
  readonly migrations: readonly ReviewedMigration[];
  /** Why roost migrate would refuse to run them; null if it would not. */
  readonly refusal: Refusal | null;
  readonly warnings: readonly PlanWarning[];
  /** What roost migrate:lint says of the pending migrations, whatever rows the database has. */
  readonly findings: readonly ReviewedFinding[];
  /** What the run would delete of the rows that the database has; null if that was not counted, because it is refused. */
  readonly losses: LossPreview | null;
  /** The statements of the application on the schema before and after; null if none were given. */
  readonly queries: QueryReport | null;
  /** What has changed the schema since the last migration; null if nothing has, or if it is not known. */
  readonly drift: Drift | null;
  readonly changedFiles: readonly string[];
  readonly renamedFiles: readonly RenamedFile[];
  /** Applied, but without a file. */
  readonly missingFiles: readonly string[];
  /** The whole schema, with what changes. */
  readonly diagram: Diagram;
};

export type ReviewedDatabase = {
  /** Of a base, what it was given as. */
  readonly name: string;
  /** `base`: no database, but what the branch and another one have in common. */
  readonly kind: 'local' | 'file' | 'remote' | 'base';
  /** null for a file and a base, which belong to none. */
  readonly environment: string | null;
};

export type ReviewedMigration = {
  readonly name: string;
  /** From the root of the repository; null if there is no file. */
  readonly file: string | null;
  readonly phase: PendingPhase['phase'];
  readonly effects: PendingPhase['effects'];
  /** Why its file says so, if it declares its phase; otherwise null. */
  readonly declared: string | null;
  /** Why it fails on a database without rows; otherwise null. */
  readonly problem: string | null;
  /** The migrations in whose place it is recorded without being run; empty if it runs. */
  readonly replaces: readonly string[];
  /** What it runs on a database with this schema and no rows; null if that is not known. */
  readonly statements: readonly ReviewedStatement[] | null;
  /** Whether it may run others on existing rows, because it reads the database. */
  readonly dependsOnRows: boolean;
};

/** A statement, or several that do one thing together, such as a rebuild: `does` says it in one line. */
export type ReviewedStatement =
  | { readonly kind: 'one'; readonly sql: string }
  | { readonly kind: 'group'; readonly does: string; readonly sql: readonly string[] };

export type ReviewedFinding = LintFinding & {
  /** From the root of the repository; null if there is no file. */
  readonly file: string | null;
};

export type Refusal = { readonly code: string; readonly message: string; readonly hint: string };

export type Drift = { readonly since: string; readonly changes: readonly SchemaChange[] };

export type RenamedFile = { readonly name: string; readonly from: readonly string[] };

/** Whether something in it has to be decided by a person before the migrations run. */
export function needsDecision(review: Review): boolean {
  const { migrations, refusal, losses, queries, drift, findings } = review;
  return (
    refusal !== null ||
    drift !== null ||
    (losses?.losses.length ?? 0) > 0 ||
    (queries?.findings.length ?? 0) > 0 ||
    migrations.some(({ problem }) => problem !== null) ||
    findings.some(isBlockingFinding)
  );
}

/** As roost migrate:lint, which exits with 5 for it. */
export function isBlockingFinding({ severity, allowed }: Pick<LintFinding, 'severity' | 'allowed'>): boolean {
  return allowed === null && (severity === 'error' || severity === 'loss');
}
