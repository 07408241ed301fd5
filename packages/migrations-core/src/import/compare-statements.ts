// Compares what imported migrations run with what their SQL runs.
import { tokens } from '@roostjs/internal-sql';
import type { SqlDatabase } from '../database/d1.ts';
import { messageOf } from '../errors.ts';
import { loadMigration } from '../migration/load.ts';
import type { Direction, Migration } from '../migration/migration.ts';
import type { MigrationEntry } from '../migration/source.ts';
import { type NamedMigration, record } from '../record/record.ts';
import { importDiffers } from './errors.ts';

/** Also finds what a replay does not show, such as an UPDATE of rows that only a real database has. Throws IMPORT.DIFFERS. */
export async function compareStatements(
  scratch: SqlDatabase,
  source: readonly MigrationEntry[],
  imported: readonly MigrationEntry[],
): Promise<void> {
  const names = new Set(source.map(({ name }) => name));
  const extra = imported.find(({ name }) => !names.has(name));
  if (extra !== undefined) throw importDiffers(extra.name, 'the SQL has no such migration');
  for (const entry of source) {
    const counterpart = imported.find(({ name }) => name === entry.name);
    if (counterpart === undefined) throw importDiffers(entry.name, 'it is missing');
    const problem = await differenceOf(scratch, entry.name, [
      await loadMigration(entry),
      await loadMigration(counterpart),
    ]);
    if (problem !== null) throw importDiffers(entry.name, problem);
  }
}

async function differenceOf(
  scratch: SqlDatabase,
  name: string,
  [sql, module]: readonly [sql: Migration, module: Migration],
): Promise<string | null> {
  if (sql.withinTransaction !== module.withinTransaction) return 'only one of them runs in a transaction';
  // What the SQL does not have was added to the module, and is verified for itself.
  for (const direction of sql.down === undefined ? (['up'] as const) : (['up', 'down'] as const)) {
    const these = await statementsOf(scratch, { name, migration: sql }, direction);
    const those = await statementsOf(scratch, { name, migration: module }, direction);
    const index = Array.from({ length: Math.max(these.length, those.length) }).findIndex(
      (_, at) => these[at] !== those[at],
    );
    if (index !== -1) return `${direction}() differs at statement ${index + 1}`;
  }
  return null;
}

/** Without spaces and comments, which change nothing. What cannot be recorded counts by its error. */
async function statementsOf(
  scratch: SqlDatabase,
  named: NamedMigration,
  direction: Direction,
): Promise<readonly string[]> {
  const recorded = await record(scratch, named, direction, 'refused');
  if (recorded.kind === 'failed') return [messageOf(recorded.failure.cause)];
  return recorded.statements.map(({ sql }) =>
    JSON.stringify(
      Array.from(tokens(sql))
        .filter(({ kind }) => kind !== 'space' && kind !== 'comment')
        .map(({ start, end }) => sql.slice(start, end)),
    ),
  );
}
