// Which tool's ledger is adopted, as a program or a user names it: `drizzle`, or `drizzle:my_table`. Pure.
import { invalidOption } from '../errors.ts';
import { type ForeignTool, foreignTools } from './foreign-ledgers.ts';

/** A tool; after a colon its table, if that has another name than the tool gives it. */
export type LedgerOf = ForeignTool | `${ForeignTool}:${string}`;

/** `table`: undefined for the tool's default. */
export type NamedLedger = { readonly tool: ForeignTool; readonly table: string | undefined };

/** Throws OPTION.INVALID. */
export function parseLedgerOf(given: LedgerOf): NamedLedger {
  const colon = given.indexOf(':');
  const [name, table] = colon === -1 ? [given] : [given.slice(0, colon), given.slice(colon + 1)];
  const tool = foreignTools.find((known) => known === name);
  if (tool === undefined || table === '')
    throw invalidOption(
      'ledgerOf',
      `is '${given}'`,
      `Pass one of ${foreignTools.join(', ')}, and after a colon the table if it has another name: drizzle:my_table.`,
    );
  return { tool, table };
}
