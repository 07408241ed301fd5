// One migration as a file for `wrangler d1 migrations apply`: its statements between those of the ledger. Pure.
import { literalOf, terminated } from '@roostjs/internal-sql';
import type { Sql } from '../database/d1.ts';
import type { LedgerSettings } from '../ledger/ledger-settings.ts';
import { snapshotStatements } from '../ledger/schema-snapshot.ts';
import { installStatements, noShape } from '../ledger/table.ts';
import { abortUnless, clearSchemaColumn } from '../ledger/write.ts';
import type { LoadedMigration } from '../migration/load.ts';
import { statementText } from './statement.ts';

/** What the ledger knows of a migration, and which files have its text: its own name among them. */
export type Exported = Pick<LoadedMigration, 'name' | 'checksum' | 'migration'> & {
  readonly sameText: readonly string[];
};

/**
 * The row comes first: a second application fails there, before anything of the migration has run. It is partial
 * until the last statement, so that it tells the truth also where a server keeps half of a file that failed.
 */
export function exportedSql(setting: LedgerSettings, exported: Exported, statements: readonly Sql[]): string {
  const { table } = setting;
  const all = [
    ...installStatements(setting, noShape).map(statementText),
    insertRow(table, exported, statements.length === 0),
    ...statements.map(statementText),
    `UPDATE "${table}" SET state = 'applied' WHERE migration = ${literalOf(exported.name)}`,
    ...snapshotStatements(setting, 'anything').map(statementText),
    statementText(clearSchemaColumn(setting)),
    assertRecordedSql(table, exported.name),
  ];
  return `${all.map(terminated).join('\n')}\n`;
}

// A file cannot choose. Where what it replaces is recorded, or its text under a name that no file has any more, it puts NULL into
// the NOT NULL column, and stops at its first statement; there `roost migrate` records the one, and `migrate:repair` the other.
// That nothing of it ran is noted where it is so, and only there: the other files fit an older ledger too.
function insertRow(table: string, exported: Exported, isEmpty: boolean): string {
  const { name, checksum } = exported;
  const recorded = conditions(exported, isEmpty).map(
    (condition) => `NOT EXISTS (SELECT 1 FROM "${table}" WHERE ${condition})`,
  );
  const state =
    recorded.length === 0 ? "'partial'" : `CASE WHEN ${recorded.join(' AND ')} THEN 'partial' END`;
  return (
    `INSERT INTO "${table}" (migration, batch, checksum, run_id, applied_at, state${isEmpty ? ', statements' : ''})\n` +
    `SELECT ${literalOf(name)}, coalesce(max(batch), 0) + 1, ${literalOf(checksum)}, 'wrangler', ` +
    `strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), ${state}${isEmpty ? ', 0' : ''} FROM "${table}"`
  );
}

/** The rows beside which it would do its work a second time. */
function conditions(
  { checksum, sameText, migration: { replaces = [] } }: Exported,
  isEmpty: boolean,
): readonly string[] {
  const names = (list: readonly string[]): string => `(${list.map(literalOf).join(', ')})`;
  const isRepeatable = checksum === null || isEmpty;
  return [
    ...(replaces.length === 0 ? [] : [`migration IN ${names(replaces)}`]),
    ...(isRepeatable ? [] : [`checksum = ${literalOf(checksum)} AND migration NOT IN ${names(sameText)}`]),
  ];
}

// A table taken over may allow a second row of the name, and a trigger may take the row out.
function assertRecordedSql(table: string, name: string): string {
  const rows = `SELECT count(*) FROM "${table}" WHERE migration = ${literalOf(name)} AND state = 'applied'`;
  return abortUnless(`(${rows}) = 1`);
}
