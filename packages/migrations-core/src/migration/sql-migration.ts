// Turns SQL into a migration.
import { terminated } from '@roostjs/internal-sql';
import { invalidSql } from './errors.ts';
import type { Migration, MigrationDatabase } from './migration.ts';
import { type SqlSections, sectionsOf, statementsIn } from './sql-sections.ts';

/** The SQL of a migration: one text with both sections, or one for each direction. */
export type SqlFiles = { readonly name: string; readonly up: string; readonly down?: string };

/**
 * Without a statement to run down, the migration has no down(). A SELECT or a PRAGMA runs in the batch, and its rows
 * are discarded. Throws MIGRATION.SQL_INVALID.
 */
export function migrationFromSql(files: SqlFiles): Migration {
  const { up, down, withinTransaction } = sqlSectionsOf(files);
  const [upStatements, downStatements] = [statementsIn(up), statementsIn(down ?? '')];
  return {
    up: (db) => run(db, upStatements),
    ...(downStatements.length === 0 ? {} : { down: (db: MigrationDatabase) => run(db, downStatements) }),
    ...(withinTransaction ? {} : { withinTransaction: false }),
  };
}

/** What runs in each direction, with its comments. Throws MIGRATION.SQL_INVALID. */
export function sqlSectionsOf({ name, up, down }: SqlFiles): SqlSections {
  const sections = sectionsOf(name, up);
  if (down === undefined) return sections;
  if (hasStatements(sections.down))
    throw invalidSql(name, "it has a section '-- down' and a separate file for it");
  return { ...sections, down: downTextOf(name, down) };
}

// A separate file is all down, with or without the marker.
function downTextOf(name: string, sql: string): string {
  const { up, down } = sectionsOf(name, sql);
  if (!hasStatements(down)) return up;
  if (hasStatements(up)) throw invalidSql(name, 'its file for down also has statements to run up');
  return down ?? '';
}

function hasStatements(sql: string | null): boolean {
  return statementsIn(sql ?? '').length > 0;
}

async function run(db: MigrationDatabase, statements: readonly string[]): Promise<void> {
  if (statements.length > 0) await db.exec(statements.map(terminated).join('\n'));
}
