// Plans the import of SQL migrations as modules: what each runs, and what undoes it.
import { noRules } from '../database/rules.ts';
import { type OpenScratch, SchemaReplica } from '../lint/trace/schema-replica.ts';
import { compareMigrationNames } from '../migration/migration.ts';
import { listMigrations, type MigrationSource } from '../migration/source.ts';
import { migrationFromSql, type SqlFiles, sqlSectionsOf } from '../migration/sql-migration.ts';
import { statementsIn } from '../migration/sql-sections.ts';
import { planReverse } from '../reverse/plan-reverse.ts';
import { followOn } from '../reverse/reverse.ts';
import { type ScriptItem, scriptOf } from './script.ts';

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
  const replica = await SchemaReplica.like({ open: openScratch, rules: noRules }, []);
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
  const { header, up, down, withinTransaction } = sqlSectionsOf(files);
  const { name } = files;
  const { statements, obstacle } = planReverse(await followOn(replica, statementsIn(up)));
  const base = { name, withinTransaction, up: [...scriptOf(header), ...scriptOf(up)] };
  const own = scriptOf(down ?? '');
  if (own.some(({ kind }) => kind === 'statement'))
    return { ...base, down: { origin: 'sql', script: own }, obstacle: null };
  if (statements === null)
    return { ...base, up: [...base.up, ...own], down: null, obstacle: obstacle.message };
  return {
    ...base,
    down: { origin: 'generated', script: [...own, ...statements.map(asItem)] },
    obstacle: null,
  };
}

function asItem(sql: string): ScriptItem {
  return { kind: 'statement', sql, indentation: 0, comment: null, isAfterBlankLine: false };
}
