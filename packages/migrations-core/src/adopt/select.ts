// Which migrations are already applied: by another tool's ledger, or because somebody says so.
import type { SqlDatabase } from '../database/d1.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { wranglerTableOf } from '../ledger/schema-query.ts';
import { findMigration } from '../migration/find-by-name.ts';
import { compareMigrationNames } from '../migration/migration.ts';
import { foreignLedgerAmbiguous, foreignUnfinished, notALedger } from './errors.ts';
import {
  type ForeignLedger,
  type ForeignTool,
  foreignLedger,
  foreignTools,
  lackingIn,
  recognized,
} from './foreign-ledgers.ts';
import type { NamedLedger } from './ledger-of.ts';
import { type Adopted, matchHistory } from './match.ts';
import { type ForeignHistory, readColumns, readHistories } from './read-foreign.ts';
import type { AdoptSituation } from './situation.ts';

/** Those in another tool's ledger (undefined: the only one), or all up to one. */
export type AdoptSelection =
  | { readonly kind: 'history'; readonly ledger: NamedLedger | undefined }
  | { readonly kind: 'up-to'; readonly to: string };

/**
 * What is applied. `ledger`: the one that lists it; null if the last migration was named. Or `empty`, a ledger that
 * lists nothing; or `missing`, with the tools that were looked for.
 */
export type Selected =
  | { readonly kind: 'listed'; readonly ledger: ForeignLedger | null; readonly adopted: readonly Adopted[] }
  | { readonly kind: 'empty'; readonly ledger: ForeignLedger }
  | { readonly kind: 'missing'; readonly tools: readonly ForeignTool[] };

/**
 * Throws MIGRATION.NOT_FOUND, MIGRATION.NAME_AMBIGUOUS, ADOPT.LEDGER_MISSING if a table is named and is no ledger,
 * ADOPT.LEDGER_AMBIGUOUS, ADOPT.UNFINISHED and ADOPT.UNMATCHED.
 */
export async function selectApplied(
  { database, ledger, entries }: AdoptSituation,
  selection: AdoptSelection,
): Promise<Selected> {
  const names = entries.map(({ name }) => name);
  if (selection.kind === 'up-to') {
    const last = findMigration(selection.to, names);
    const upTo = names.filter((name) => compareMigrationNames(name, last) <= 0);
    return { kind: 'listed', ledger: null, adopted: upTo.map((name) => ({ name, batch: null })) };
  }
  const wanted = selection.ledger;
  const candidates = await candidatesFor(database, ledger, wanted);
  const [first] = candidates;
  if (first === undefined)
    return { kind: 'missing', tools: wanted === undefined ? foreignTools : [wanted.tool] };
  const histories = (await readHistories(database, candidates)).filter(isUsed);
  const [history, ...others] = histories;
  if (history === undefined) return { kind: 'empty', ledger: first };
  if (others.length > 0) throw foreignLedgerAmbiguous(histories.map((one) => one.ledger));
  const { tool } = history.ledger;
  if (history.unfinished.length > 0) throw foreignUnfinished(tool, history.unfinished);
  const adopted = matchHistory(tool, history.entries, names);
  return { kind: 'listed', ledger: history.ledger, adopted };
}

async function candidatesFor(
  database: SqlDatabase,
  ledger: Ledger,
  wanted: NamedLedger | undefined,
): Promise<readonly ForeignLedger[]> {
  if (wanted?.table !== undefined) return [await inTable(database, wanted.tool, wanted.table)];
  const tools = wanted === undefined ? foreignTools : [wanted.tool];
  return recognized(ledger.foreignLedgers, wranglerTableOf(ledger), tools);
}

async function inTable(database: SqlDatabase, tool: ForeignTool, table: string): Promise<ForeignLedger> {
  const ledger = foreignLedger(tool, table);
  const columns = await readColumns(database, table);
  const problem = columns === null ? 'does not exist' : lackingIn(ledger, columns);
  if (problem !== null) throw notALedger(ledger, problem);
  return ledger;
}

// A tool may create its ledger without applying anything, as `wrangler d1 migrations list` does.
function isUsed({ entries, unfinished }: ForeignHistory): boolean {
  return entries.length + unfinished.length > 0;
}
