// The statements of a down() as one text in the ledger, stored when the migration is applied, so that it can be
// rolled back after its file is gone.
import { inlineValues, splitStatements, terminated } from '@roostjs/internal-sql';
import type { SqlDatabase } from '../database/d1.ts';
import type { LedgerRow } from '../ledger/ledger.ts';
import type { LedgerSettings } from '../ledger/ledger-settings.ts';
import type { LoadedMigration } from '../migration/load.ts';
import type { Migration } from '../migration/migration.ts';
import { record } from './record.ts';
import type { RecordedStatement } from './statement-handler.ts';
import { sqlValues, utf8Length, whyNotAsText } from './statement-text.ts';

// A dump writes each row of the ledger as one INSERT, and D1 accepts statements of up to 100,000 bytes: the rest is
// for the other columns.
const longestStored = 90_000;

/**
 * null if there is no down(), if it reads the database or throws, if its statements cannot be restored exactly from
 * the text, or if they run outside a transaction. The database is not read.
 */
export async function serializeDown(database: SqlDatabase, loaded: LoadedMigration): Promise<string | null> {
  const { down, withinTransaction } = loaded.migration;
  if (down === undefined || withinTransaction === false) return null;
  const recorded = await record(database, loaded, 'down', 'refused');
  if (recorded.kind === 'failed' || recorded.statements.some(whyNotAsText)) return null;
  const statements = recorded.statements.map(withValues);
  const text = joinStatements(statements);
  const isExact = splitStatements(text).join('\0') === statements.join('\0');
  return isExact && utf8Length(text.replaceAll("'", "''")) <= longestStored ? text : null;
}

/** Also true for a migration that ran no statement, because no statement undoes it. */
export function hasStoredDown({ down, statements }: LedgerRow): boolean {
  return down !== 'none' || statements === 0;
}

/** The `down` of a row with this stored text. */
export function storedAs(downSql: string | null): LedgerRow['down'] {
  if (downSql === null) return 'none';
  return downSql === '' ? 'empty' : 'stored';
}

/** The stored texts of these migrations, by name. One request. */
export async function readStoredDowns(
  database: SqlDatabase,
  { table }: Pick<LedgerSettings, 'table'>,
  names: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { results } = await database
    .prepare(
      `SELECT migration, coalesce(down_sql, '') AS down FROM "${table}" WHERE migration IN (SELECT value FROM json_each(?))`,
    )
    .bind(JSON.stringify(names))
    .all<{ migration: string; down: string }>();
  return new Map(results.map(({ migration, down }) => [migration, down]));
}

/**
 * Whether a stored text has no statements although it is not empty; a down() without statements is stored as an empty
 * text.
 */
export function hasNoStatements(downSql: string): boolean {
  return downSql !== '' && splitStatements(downSql).length === 0;
}

/** A migration that can only be rolled back, by its stored down(). */
export function storedMigration(name: string, downSql: string): Migration {
  return {
    up() {
      throw new Error(`'${name}' has no file and cannot be applied.`);
    },
    async down(db) {
      for (const sql of splitStatements(downSql)) await db.run(sql);
    },
  };
}

/** Statements as one text, which `splitStatements` splits into exactly the same ones if each of them is complete. */
export function joinStatements(statements: readonly string[]): string {
  return statements.map(terminated).join('\n');
}

function withValues({ sql, values }: RecordedStatement): string {
  return inlineValues(sql, sqlValues(values) ?? []);
}
