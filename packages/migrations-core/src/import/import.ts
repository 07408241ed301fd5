// Plans the import of SQL migrations as modules: what each runs, and what undoes it.
import { noRemedy, noRules } from '../database/rules.ts';
import { type OpenScratch, SchemaReplica } from '../lint/trace/schema-replica.ts';
import { compareMigrationNames } from '../migration/migration.ts';
import { listMigrations, type MigrationSource } from '../migration/source.ts';
import { migrationFromSql, type SqlFiles } from '../migration/sql-migration.ts';
import { planReverse } from '../reverse/plan-reverse.ts';
import { followOn } from '../reverse/reverse.ts';
import type { ScriptItem } from './script.ts';
import { scriptsOf } from './sections.ts';

/** What a migration has of `down`: that of its SQL, or what undoes its `up`; null if neither is known. */
type ImportedDown = { readonly origin: 'sql' | 'generated'; readonly script: readonly ScriptItem[] };

export type ImportedMigration = {
  readonly name: string;
  readonly withinTransaction: boolean;
  readonly up: readonly ScriptItem[];
  readonly down: ImportedDown | null;
  /** Why there is no down: a clause, such as `statement 2 changes rows of 'users'`. null if there is one. */
  readonly obstacle: string | null;
};

/** The migrations in their order. Throws MIGRATION.SQL_INVALID, MIGRATION.NAME_INVALID and MIGRATION.NAME_DUPLICATE. */
export async function planImport(
  migrations: readonly SqlFiles[],
  openScratch: OpenScratch,
): Promise<readonly ImportedMigration[]> {
  await listMigrations(sqlSource(migrations));
  const replica = await SchemaReplica.like({ open: openScratch, rules: noRules, remedyFor: noRemedy }, []);
  try {
    const imported: ImportedMigration[] = [];
    for (const files of migrations.toSorted((a, b) => compareMigrationNames(a.name, b.name)))
      imported.push(await importOne(files, replica));
    return imported;
  } finally {
    replica.close();
  }
}

/** The SQL as migrations. */
export function sqlSource(migrations: readonly SqlFiles[]): MigrationSource {
  return {
    list: async () =>
      migrations.map((files) => ({ name: files.name, load: async () => migrationFromSql(files) })),
  };
}

async function importOne(files: SqlFiles, replica: SchemaReplica): Promise<ImportedMigration> {
  const { name } = files;
  const { withinTransaction = true } = migrationFromSql(files);
  const { up, down } = scriptsOf(files);
  const { statements, obstacle } = planReverse(await followOn(replica, up.flatMap(sqlOf)));
  const base = { name, withinTransaction };
  if (down.flatMap(sqlOf).length > 0)
    return { ...base, up, down: { origin: 'sql', script: down }, obstacle: null };
  // Without a statement, it has only comments.
  if (statements === null) return { ...base, up: [...up, ...down], down: null, obstacle: obstacle.message };
  const script = [...down, ...statements.map(asItem)];
  return { ...base, up, down: { origin: 'generated', script }, obstacle: null };
}

function sqlOf(item: ScriptItem): readonly string[] {
  return item.kind === 'statement' ? [item.sql] : [];
}

function asItem(sql: string): ScriptItem {
  return { kind: 'statement', sql, indentation: 0, comment: null, isAfterBlankLine: false };
}
