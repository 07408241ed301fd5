// One migration as a file for `wrangler d1 migrations apply`: its statements between those of the ledger. Pure.
import { literalOf, terminated } from '@roostjs/internal-sql';
import type { Sql } from '../database.ts';
import { forgetOlderSchemasStatement, keepSchemaStatement } from '../ledger/kept-schema.ts';
import type { LedgerSetting } from '../ledger/ledger.ts';
import { installStatements } from '../ledger/table.ts';
import { unkeptUnless } from '../ledger/write.ts';
import type { LoadedMigration } from '../load.ts';
import { statementText } from './statement.ts';

/** What the ledger knows of a migration. */
export type Exported = Pick<LoadedMigration, 'name' | 'checksum' | 'migration'>;

/**
 * The row comes first: a second application fails there, before anything of the migration has run. It is partial
 * until the last statement, so that it tells the truth also where a server keeps half of a file that failed.
 */
export function exportedSql(setting: LedgerSetting, exported: Exported, statements: readonly Sql[]): string {
  const { table } = setting;
  const all = [
    ...installStatements(table, []).map(statementText),
    insertRow(table, exported),
    ...statements.map(statementText),
    `UPDATE "${table}" SET state = 'applied' WHERE migration = ${literalOf(exported.name)}`,
    statementText(forgetOlderSchemasStatement(setting)),
    statementText(keepSchemaStatement(setting)),
    assertRecordedSql(table, exported.name),
  ];
  return `${all.map(terminated).join('\n')}\n`;
}

// A file cannot choose. Where something of what it replaces is recorded it puts NULL into the NOT NULL column, and stops at
// its first statement; `roost migrate` records it there.
function insertRow(table: string, { name, checksum, migration: { replaces = [] } }: Exported): string {
  const recorded = `EXISTS (SELECT 1 FROM "${table}" WHERE migration IN (${replaces.map(literalOf).join(', ')}))`;
  const state = replaces.length === 0 ? "'partial'" : `CASE WHEN NOT ${recorded} THEN 'partial' END`;
  return (
    `INSERT INTO "${table}" (migration, batch, checksum, run_id, applied_at, state)\n` +
    `SELECT ${literalOf(name)}, coalesce(max(batch), 0) + 1, ${literalOf(checksum)}, 'wrangler', ` +
    `strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), ${state} FROM "${table}"`
  );
}

// A table taken over may allow a second row of the name, and a trigger may take the row out.
function assertRecordedSql(table: string, name: string): string {
  const rows = `SELECT count(*) FROM "${table}" WHERE migration = ${literalOf(name)} AND state = 'applied'`;
  return unkeptUnless(`(${rows}) = 1`);
}
