// Whose the rows of a virtual table are. A full-text index with external content (sqlite.org/fts5.html) has none of its own:
// its command writes it from the rows of another table or view.
import { quotedName, type Statement, statementOf } from '@roostjs/internal-sql';
import type { SqlDatabase } from '../database/d1.ts';
import { messageOf } from '../errors.ts';

/** `own`: a SELECT reads them and an INSERT writes them. `derived`: `rebuild` writes them. `hidden`: neither does, and why. */
export type VirtualRows =
  | { readonly kind: 'own'; readonly isRTree: boolean }
  | { readonly kind: 'derived'; readonly rebuild: string }
  | { readonly kind: 'hidden'; readonly obstacle: string };

/** Changes nothing, although the check of an index is written as an INSERT. */
export async function virtualRows(database: SqlDatabase, table: string): Promise<VirtualRows> {
  const query = database.prepare('SELECT sql FROM sqlite_schema WHERE name = ?').bind(table);
  const statement = statementOf((await query.first<string>('sql')) ?? '');
  const words = statement.lexemes.map(({ word }) => word);
  const module = words[words.indexOf('using') + 1] ?? '';
  const content = contentOf(statement);
  if (module.startsWith('rtree')) return { kind: 'own', isRTree: true };
  if (module === 'fts5' && content === undefined) return { kind: 'own', isRTree: false };
  if (module !== 'fts5' || content === '') return { kind: 'hidden', obstacle: 'of a virtual table' };
  const name = quotedName(table);
  const obstacle = await obstacleTo(database, name);
  return obstacle === null
    ? { kind: 'derived', rebuild: `INSERT INTO ${name} (${name}) VALUES ('rebuild')` }
    : { kind: 'hidden', obstacle };
}

/** The table or view that FTS5 reads; empty if it keeps no content, undefined if it keeps its own. */
function contentOf({ lexemes }: Statement): string | undefined {
  const at = lexemes.findIndex(({ word }, index) => word === 'content' && lexemes[index + 1]?.word === '=');
  return at === -1 ? undefined : lexemes[at + 2]?.name;
}

/** Why its command would not write it as it is; null if it would. */
async function obstacleTo(database: SqlDatabase, name: string): Promise<string | null> {
  try {
    await database.prepare(`INSERT INTO ${name} (${name}, rank) VALUES ('integrity-check', 1)`).run();
    return null;
  } catch (error) {
    const found = messageOf(error);
    return found.includes('malformed')
      ? 'of an index that differs from its content table'
      : `of an index that cannot be checked: ${found}`;
  }
}
