// What lint reports about a migration: findings as data.
import type { Direction } from '../migration/migration.ts';

/**
 * `error`: D1 refuses it, or it fails if a table has rows. `loss`: rows, or the values of a column, are gone for
 * good. `warning`: it works, but causes trouble later. `advice`: a good practice.
 */
export type Severity = 'error' | 'loss' | 'warning' | 'advice';

export type RuleName =
  | 'add-column'
  | 'autoincrement-reset'
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
  | 'same-number'
  | 'scan-per-row'
  | 'unsupported-by-d1'
  | 'type-change'
  | 'unindexed-foreign-key'
  | 'non-deterministic-seed'
  | 'null-key'
  | 'split-trigger'
  | 'update-all'
  | 'column-in-use'
  | 'virtual-table';

/** What is lost from a table; the name is the one before the migration. */
export type LostValues = {
  readonly table: string;
  /** null if whole rows are lost; empty if the finding is about the rows, but no value of theirs is lost. */
  readonly columns: readonly string[] | null;
  /** Whether it is lost in every row. */
  readonly isWhole: boolean;
  /** Whether the values are only changed, by a conversion to another type. */
  readonly isByType: boolean;
};

export type LintFinding = {
  readonly rule: RuleName;
  readonly severity: Severity;
  readonly migration: string;
  readonly direction: Direction;
  /** Its number among all statements of the migration, from 1; null if the finding is about the whole migration. */
  readonly statement: { readonly number: number; readonly sql: string } | null;
  /**
   * The line of the file, from 1: of the statement, or of the error in it; null unless the file contains the statement,
   * exactly once.
   */
  readonly line: number | null;
  /** One sentence that contains the names. */
  readonly message: string;
  readonly reason: string;
  /** What is lost, as seen by running the migration; empty if it could not be run. */
  readonly loses: readonly LostValues[];
  /** How many rows of the current database lose something; null if they were not counted. */
  readonly rows: number | null;
  /** The corrected statements, as SQL or TypeScript to paste. */
  readonly suggestion: string;
  /** The reason why it is allowed; null if it is not. */
  readonly allowed: string | null;
};

/** Whether the finding stops a run: data is lost, and the loss is not allowed. */
export function losesData({ severity, allowed }: Pick<LintFinding, 'severity' | 'allowed'>): boolean {
  return severity === 'loss' && allowed === null;
}

/** Whether it makes `roost migrate:lint` fail. */
export function isBlocking(finding: Pick<LintFinding, 'severity' | 'allowed'>): boolean {
  return losesData(finding) || (finding.severity === 'error' && finding.allowed === null);
}
