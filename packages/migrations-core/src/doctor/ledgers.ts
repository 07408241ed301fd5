// What the two ledgers say, ours and wrangler's.
import { shellWord } from '@roostjs/internal-errors';
import type { SqlDatabase } from '../database/d1.ts';
import type { LedgerSettings } from '../ledger/ledger-settings.ts';
import { readLedger } from '../ledger/read.ts';
import { checkTriggers } from '../ledger/table.ts';
import { readWranglerLedger } from '../ledger/wrangler-ledger.ts';
import type { Check, Problem } from './finding.ts';

export function ledgerIsReadable(database: SqlDatabase, setting: LedgerSettings): Check {
  return {
    check: 'ledger',
    passes: `the ledger '${setting.table}' can be read, or is still to be made`,
    examine: async () => {
      const ledger = await readLedger(database, setting);
      checkTriggers(ledger);
      const { rows } = ledger;
      const partial = rows.filter(({ state }) => state === 'partial').map(({ migration }) => migration);
      const [first] = partial;
      if (first === undefined) return undefined;
      return {
        message: `Started and not finished: ${partial.join(', ')}.`,
        next: `Look at the schema, then say what holds: roost migrate:resolve ${shellWord(first)} --applied (or --rolled-back).`,
      };
    },
  };
}

export function wranglerAgrees(database: SqlDatabase, setting: LedgerSettings, wranglerTable: string): Check {
  return {
    check: 'wrangler-ledger',
    passes: `wrangler's ledger '${wranglerTable}' knows what is applied, or is still to be made`,
    examine: async () => {
      const files = await readWranglerLedger(database, wranglerTable);
      if (files === null) return undefined;
      const { rows } = await readLedger(database, setting);
      return disagreement(
        rows.map(({ migration }) => migration),
        new Set(files),
      );
    },
  };
}

// What wrangler has applied of its own is no disagreement: only names that are ours are compared.
function disagreement(applied: readonly string[], files: ReadonlySet<string>): Problem | undefined {
  const untold = applied.filter((migration) => !files.has(`${migration}.sql`));
  if (untold.length === 0) return undefined;
  return {
    message: `Wrangler does not know that these are applied: ${untold.join(', ')}.`,
    next: 'The next roost migrate or roll-back that has something to do tells it; until then, do not run wrangler d1 migrations apply.',
  };
}
