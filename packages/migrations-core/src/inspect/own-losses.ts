// Removes the losses of what the run has created itself: a new database has no rows to lose. Pure.
import type { ObjectsByName } from '../database/schema-index.ts';
import { isCreatedInRun } from '../lint/created-in-run.ts';
import { type LintFinding, losesData } from '../lint/finding.ts';
import type { LoadedMigration } from '../migration/load.ts';
import type { RecordedStatement } from '../record/statement-handler.ts';

/** A migration of the run that came before, with its statements. */
export type EarlierMigration = {
  readonly migration: LoadedMigration;
  readonly statements: readonly RecordedStatement[];
};

/**
 * `readEarlier`: all of the run so far; null if that is not known. `readBefore`: the schema before the run. Neither is
 * called if the findings lose no data.
 */
export function withoutOwnLosses(
  findings: readonly LintFinding[],
  readEarlier: () => readonly EarlierMigration[] | null,
  readBefore: () => ObjectsByName,
): readonly LintFinding[] {
  if (!findings.some(losesData)) return findings;
  const [earlier, before] = [readEarlier(), readBefore()];
  // What runs outside a transaction may run other statements than were recorded.
  if (earlier === null || earlier.some(({ migration }) => migration.migration.withinTransaction === false))
    return findings;
  const statements = earlier.flatMap((one) => one.statements.map(({ sql }) => sql));
  const isOwn = (table: string): boolean => isCreatedInRun(table, statements, before);
  return findings.filter(
    (finding) =>
      !losesData(finding) || finding.loses.length === 0 || !finding.loses.every(({ table }) => isOwn(table)),
  );
}
