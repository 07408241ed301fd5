// One migration as a file for `wrangler d1 migrations apply`: its statements between those of the ledger. Pure.
import { literalOf, terminated } from '@roostjs/internal-sql';
import type { Sql } from '../database/d1.ts';
import type { LedgerSettings } from '../ledger/ledger-settings.ts';
import { snapshotStatements } from '../ledger/schema-snapshot.ts';
import { installStatements, noShape } from '../ledger/table.ts';
import { abortUnless, clearSchemaColumn } from '../ledger/write.ts';
import type { LoadedMigration } from '../migration/load.ts';
import { statementText } from './statement.ts';

/** What the ledger stores about a migration, and the files that have its text, including its own. */
export type Exported = Pick<LoadedMigration, 'name' | 'checksum' | 'migration'> & {
  readonly sameText: readonly string[];
};

/**
 * After the assertions, the ledger row comes first, so a second application fails there, before anything of the
 * migration runs. Its state is partial until the last statement, so it is correct even if a server keeps half of a
 * failed file.
 */
export function exportedSql(
  settings: LedgerSettings,
  exported: Exported,
  statements: readonly Sql[],
  assertions: readonly string[] = [],
): string {
  const { table } = settings;
  const all = [
    ...installStatements(settings, noShape).map(statementText),
    ...assertions.map((sql) => statementText({ sql, values: [] })),
    insertRow(table, exported, statements.length === 0),
    ...statements.map(statementText),
    `UPDATE "${table}" SET state = 'applied' WHERE migration = ${literalOf(exported.name)}`,
    ...snapshotStatements(settings, 'anything').map(statementText),
    statementText(clearSchemaColumn(settings)),
    assertRecordedSql(table, exported.name),
  ];
  return `${all.map(terminated).join('\n')}\n`;
}

// A file cannot branch. If the ledger has a row of a migration that it replaces, or its text under a name that no
// file has any more, it inserts NULL into a NOT NULL column and so fails at its first statement. `roost migrate` then
// records the replacement, and `migrate:repair` the rename. The number of statements is written only if it is 0,
// and the names for which the row counts only if there are any, since the other files also fit an older ledger.
function insertRow(table: string, exported: Exported, isEmpty: boolean): string {
  const {
    name,
    checksum,
    migration: { replaces = [] },
  } = exported;
  const recorded = conditions(exported, isEmpty).map(
    (condition) => `NOT EXISTS (SELECT 1 FROM "${table}" WHERE ${condition})`,
  );
  const state =
    recorded.length === 0 ? "'partial'" : `CASE WHEN ${recorded.join(' AND ')} THEN 'partial' END`;
  const more: readonly (readonly [column: string, value: string])[] = [
    ...(isEmpty ? [['statements', '0'] as const] : []),
    ...(replaces.length === 0 ? [] : [['formerly', literalOf(JSON.stringify(replaces))] as const]),
  ];
  const columns = more.map(([column]) => `, ${column}`).join('');
  const values = more.map(([, value]) => `, ${value}`).join('');
  return (
    `INSERT INTO "${table}" (migration, batch, checksum, run_id, applied_at, state${columns})\n` +
    `SELECT ${literalOf(name)}, coalesce(max(batch), 0) + 1, ${literalOf(checksum)}, 'wrangler', ` +
    `strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), ${state}${values} FROM "${table}"`
  );
}

/** The conditions for ledger rows that mean that its work is already done. */
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

// A table that Roost did not create may allow a second row of the name, and a trigger may delete the row.
function assertRecordedSql(table: string, name: string): string {
  const rows = `SELECT count(*) FROM "${table}" WHERE migration = ${literalOf(name)} AND state = 'applied'`;
  return abortUnless(`(${rows}) = 1`);
}
