// What another tool has applied although it is pending here. Pure.
import type { Ledger } from '../ledger/ledger.ts';
import { wranglerTableOf } from '../ledger/schema-query.ts';
import { appliedElsewhere } from './errors.ts';
import type { Plan, PlanWarning } from './types.ts';

/** Another tool's ledger that lists migrations, none of which is in this one. */
export type AppliedElsewhere = {
  readonly tool: string;
  readonly table: string;
  /** Those that are pending here under the same name; empty if it has no names, or others. */
  readonly names: readonly string[];
};

/** What wrangler has applied by itself, if its ledger was read with this one. */
export function appliedByWrangler(ledger: Ledger, pending: readonly string[]): readonly AppliedElsewhere[] {
  const applied = new Set(ledger.onlyInWranglers?.map((file) => file.replace(/(?:\/migration)?\.sql$/, '')));
  const names = pending.filter((name) => applied.has(name));
  return names.length === 0 ? [] : [{ tool: 'wrangler', table: wranglerTableOf(ledger), names }];
}

/** The migrations whose up() the plan runs. */
export function namesToRun({ steps }: Plan): readonly string[] {
  const run = steps.filter(({ direction, replaces }) => direction === 'up' && replaces === undefined);
  return run.map(({ name }) => name);
}

/** The warnings about ledgers without these names. Throws MIGRATION.APPLIED_ELSEWHERE. */
export function elsewhereWarnings(elsewhere: readonly AppliedElsewhere[]): readonly PlanWarning[] {
  const listing = elsewhere.find(({ names }) => names.length > 0);
  if (listing !== undefined) throw appliedElsewhere(listing);
  if (elsewhere.length === 0) return [];
  return [{ code: 'LEDGER.OTHER_TOOL', names: elsewhere.map(({ tool, table }) => `${tool} (${table})`) }];
}
