// The migrations of a run that come before another.
import type { LoadedMigration } from '../migration/load.ts';
import type { RecordedStatement } from '../record/statement-handler.ts';

/** A migration of the run that came before, with its statements. */
export type EarlierMigration = {
  readonly migration: LoadedMigration;
  readonly statements: readonly RecordedStatement[];
};

/** All statements, in order; null if they are not known. */
export function statementsOf(earlier: readonly EarlierMigration[] | null): readonly string[] | null {
  // What runs outside a transaction may run other statements than were recorded.
  if (earlier === null || earlier.some(({ migration }) => migration.migration.withinTransaction === false))
    return null;
  return earlier.flatMap(({ statements }) => statements.map(({ sql }) => sql));
}
