// The rows that point at nothing. The runtime notices them only when a request's changes are kept, and then resets the
// object, so that nobody hears which row it was.
import { quotedName } from '@roostjs/internal-sql';
import { messageOf } from '../errors.ts';
import type { ObjectStorage } from './storage.ts';

export type Orphan = { readonly table: string; readonly rowid: number | null; readonly parent: string };

const childTables =
  "SELECT DISTINCT s.name FROM sqlite_schema s, pragma_foreign_key_list(s.name) WHERE s.type = 'table' AND s.name NOT GLOB '_cf_*'";

export function orphansIn(storage: ObjectStorage): readonly Orphan[] {
  const tables = Array.from(storage.sql.exec(childTables).raw(), ([name]) => String(name));
  return tables.flatMap((table) => orphansOf(storage, table));
}

function orphansOf({ sql }: ObjectStorage, child: string): readonly Orphan[] {
  try {
    return Array.from(
      sql.exec(`PRAGMA foreign_key_check(${quotedName(child)})`).raw(),
      ([table, rowid, parent]) => ({
        table: String(table),
        rowid: rowid === null ? null : Number(rowid),
        parent: String(parent),
      }),
    );
  } catch (error) {
    // The key names columns that are not unique: SQLite refuses every write that would have to look there.
    if (messageOf(error).includes('foreign key mismatch')) return [];
    throw error;
  }
}

/** Those that are not among the others. */
export function without(orphans: readonly Orphan[], others: readonly Orphan[]): readonly Orphan[] {
  const known = new Set(others.map((orphan) => JSON.stringify(orphan)));
  return orphans.filter((orphan) => !known.has(JSON.stringify(orphan)));
}
