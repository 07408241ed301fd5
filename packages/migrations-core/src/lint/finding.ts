// What lint says of a migration: findings as data.
import type { Direction } from '../migration/migration.ts';

/**
 * `error`: D1 refuses it, or it fails as soon as there are rows. `loss`: rows, or what stands in a column, are gone
 * for good. `warning`: it works, and surprises later. `advice`: a habit that helps.
 */
export type Severity = 'error' | 'loss' | 'warning' | 'advice';

export type RuleName =
  | 'add-column'
  | 'unused-suppression'
  | 'broken-reference'
  | 'delete-all'
  | 'drop-column'
  | 'drop-parent'
  | 'drop-table'
  | 'failing-statement'
  | 'index-name'
  | 'dropped-index-or-trigger'
  | 'not-linted'
  | 'quoted-text'
  | 'unsupported-by-d1'
  | 'type-change'
  | 'unindexed-foreign-key'
  | 'non-deterministic-seed'
  | 'update-all'
  | 'column-in-use'
  | 'virtual-table';

/** What is lost of a table, by its name before the migration. */
export type LostValues = {
  readonly table: string;
  /** null where whole rows are. */
  readonly columns: readonly string[] | null;
  /** Whether it is lost of every row. */
  readonly isWhole: boolean;
  /** Whether it is only what another type makes another value of. */
  readonly isByType: boolean;
};

export type LintFinding = {
  readonly rule: RuleName;
  readonly severity: Severity;
  readonly migration: string;
  readonly direction: Direction;
  /** Its place among everything that the migration asks for, from 1; null for the migration as a whole. */
  readonly statement: { readonly number: number; readonly sql: string } | null;
  /** The line of the file, from 1, where the statement stands there to the letter and only once. */
  readonly line: number | null;
  /** One sentence with the names in it. */
  readonly message: string;
  readonly reason: string;
  /** What was seen to be lost, where the migration could be run; else empty. */
  readonly loses: readonly LostValues[];
  /** How many rows of the database at hand lose something; null where they were not counted. */
  readonly rows: number | null;
  /** The corrected statements, as SQL or TypeScript to paste. */
  readonly suggestion: string;
  /** The reason for letting it pass; null where it is not allowed. */
  readonly allowed: string | null;
};

/** Whether the finding stops what may be stopped: data is lost, and nobody has said that it may be. */
export function losesData({ severity, allowed }: Pick<LintFinding, 'severity' | 'allowed'>): boolean {
  return severity === 'loss' && allowed === null;
}

/** Whether `roost migrate:lint` fails for it. */
export function isBlocking(finding: Pick<LintFinding, 'severity' | 'allowed'>): boolean {
  return losesData(finding) || (finding.severity === 'error' && finding.allowed === null);
}
