// Turns SQL into a migration.
import { terminated } from '@roostjs/internal-sql';
import { invalidSql } from './errors.ts';
import type { Migration, MigrationDatabase } from './migration.ts';
import { sectionsOf, undoing } from './sql-sections.ts';

/** The SQL of a migration: one text with both sections, or one for each direction. */
export type SqlFiles = { readonly name: string; readonly up: string; readonly down?: string };

/**
 * Without a section or file for down, or with an empty one that undoes nothing of what runs up, the migration has no
 * down(). A SELECT or a PRAGMA runs in the batch, and its rows
 * are discarded. Throws MIGRATION.SQL_INVALID.
 */
export function migrationFromSql({ name, up, down }: SqlFiles): Migration {
  const sections = sectionsOf(name, up);
  if (down !== undefined && sections.down !== null)
    throw invalidSql(name, "it has a section '-- down' and a separate file for it");
  const own = down === undefined ? sections.down : undoing(sections.up, downStatements(name, down));
  const migration: Migration = {
    up: (db) => run(db, sections.up),
    ...(own === null ? {} : { down: (db: MigrationDatabase) => run(db, own) }),
    ...(sections.withinTransaction ? {} : { withinTransaction: false }),
  };
  made.add(migration);
  return migration;
}

const made = new WeakSet<Migration>();

/** Whether a migration was written in SQL, where no function can be called. */
export function isSql(migration: Migration): boolean {
  return made.has(migration);
}

// A separate file is all down, with or without the marker.
function downStatements(name: string, sql: string): readonly string[] {
  const { up, down } = sectionsOf(name, sql);
  if (up.length > 0 && down !== null)
    throw invalidSql(name, 'its file for down also has statements to run up');
  return down ?? up;
}

async function run(db: MigrationDatabase, statements: readonly string[]): Promise<void> {
  if (statements.length > 0) await db.exec(statements.map(terminated).join('\n'));
}
