// Checks the two ledgers, ours and wrangler's.
import { shellWord } from '@roostjs/internal-errors';
import type { SqlDatabase } from '../database/d1.ts';
import type { LedgerSettings, WranglerFile } from '../ledger/ledger-settings.ts';
import { readLedger } from '../ledger/read.ts';
import { checkTriggers } from '../ledger/table.ts';
import { readWranglerLedger } from '../ledger/wrangler-ledger.ts';
import type { Check, Problem } from './finding.ts';

export function ledgerIsReadable(database: SqlDatabase, settings: LedgerSettings): Check {
  return {
    check: 'ledger',
    passes: `the ledger '${settings.table}' can be read, or does not exist yet`,
    examine: async () => {
      const ledger = await readLedger(database, settings);
      checkTriggers(ledger);
      const { rows } = ledger;
      const partial = rows.filter(({ state }) => state === 'partial').map(({ migration }) => migration);
      const [first] = partial;
      if (first === undefined) return undefined;
      return {
        message: `Started and not finished: ${partial.join(', ')}.`,
        next: `Check the schema, then tell roost the result: roost migrate:resolve ${shellWord(first)} --applied (or --rolled-back).`,
      };
    },
  };
}

export function wranglerAgrees(
  database: SqlDatabase,
  settings: LedgerSettings,
  wranglerTable: string,
): Check {
  return {
    check: 'wrangler-ledger',
    passes: `wrangler's ledger '${wranglerTable}' lists what is applied, or does not exist yet`,
    examine: async () => {
      const files = await readWranglerLedger(database, wranglerTable);
      if (files === null) return undefined;
      const { rows } = await readLedger(database, settings);
      return unlistedProblem(
        rows.map(({ migration }) => migration),
        new Set(files),
        settings.wranglerFile,
      );
    },
  };
}

// Migrations that only wrangler knows are not a problem: only our names are compared.
function unlistedProblem(
  applied: readonly string[],
  files: ReadonlySet<string>,
  wranglerFile: WranglerFile,
): Problem | undefined {
  const unlisted = applied.filter((migration) => !files.has(migration + wranglerFile));
  if (unlisted.length === 0) return undefined;
  return {
    message: `Wrangler does not know that these are applied: ${unlisted.join(', ')}.`,
    next: 'The next roost migrate or rollback with something to do updates it; until then, do not run wrangler d1 migrations apply.',
  };
}
