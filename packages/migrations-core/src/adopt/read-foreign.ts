// Finds the ledgers of other tools in a database, and reads what they list as applied. Writes nothing.
import { isSameName, quotedName } from '@roostjs/internal-sql';
import type { SqlDatabase } from '../database/d1.ts';
import { foreignLedgerAmbiguous, foreignLedgerMissing, foreignUnfinished } from './errors.ts';
import {
  type ForeignEntry,
  type ForeignLedger,
  type ForeignTool,
  foreignLedgers,
  type Row,
} from './foreign-ledgers.ts';

export type ForeignHistory = { readonly tool: ForeignTool; readonly entries: readonly ForeignEntry[] };

/**
 * The history of the tool, or of the only one found. Throws ADOPT.LEDGER_MISSING, ADOPT.LEDGER_AMBIGUOUS, and
 * ADOPT.UNFINISHED if a migration was started and not finished.
 */
export async function readForeignHistory(
  database: SqlDatabase,
  wranglerTable: string,
  wanted: ForeignTool | undefined,
): Promise<ForeignHistory> {
  const known = foreignLedgers(wranglerTable).filter(({ tool }) => wanted === undefined || tool === wanted);
  const { results } = await database
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")
    .all<{ name: string }>();
  const existing = known.filter(({ table }) => results.some(({ name }) => isSameName(name, table)));
  const [ledger, ...others] = existing;
  if (ledger === undefined) throw foreignLedgerMissing(known);
  if (others.length > 0) throw foreignLedgerAmbiguous(existing);
  return { tool: ledger.tool, entries: await readEntries(database, ledger) };
}

async function readEntries(
  database: SqlDatabase,
  { tool, table, order, entryOf }: ForeignLedger,
): Promise<readonly ForeignEntry[]> {
  const { results } = await database
    .prepare(`SELECT * FROM ${quotedName(table)} ORDER BY ${order}`)
    .all<Row>();
  const unfinished = results.filter(isUnfinished).map((row) => String(row['migration_name']));
  if (tool === 'prisma' && unfinished.length > 0) throw foreignUnfinished(tool, unfinished);
  return results.flatMap((row) => entryOf(row) ?? []);
}

// A failed migration that was resolved has rolled_back_at, and one that has ended finished_at.
function isUnfinished({ finished_at, rolled_back_at }: Row): boolean {
  return finished_at === null && rolled_back_at === null;
}
