// Which environment a database was migrated for, as its ledger remembers it.
import type { Ledger } from '../ledger/ledger.ts';
import { otherEnvironment } from './errors.ts';
import type { PlanWarning } from './types.ts';

/** The environment that a run is for, and what happens if the database remembers another one. */
export type EnvironmentSetting = { readonly name: string; readonly onMismatch: 'warn' | 'refuse' };

/** The environment of the newest row that names one; null if none does. */
export function rememberedEnvironment({ rows }: Ledger): string | null {
  return rows.findLast(({ environment }) => environment !== null)?.environment ?? null;
}

/** Throws LEDGER.ENVIRONMENT if a mismatch must be refused. */
export function environmentWarnings(
  ledger: Ledger,
  setting: EnvironmentSetting | undefined,
): readonly PlanWarning[] {
  const remembered = rememberedEnvironment(ledger);
  if (setting === undefined || remembered === null || remembered === setting.name) return [];
  if (setting.onMismatch === 'refuse') throw otherEnvironment(remembered, setting.name);
  return [{ code: 'LEDGER.ENVIRONMENT', names: [remembered] }];
}
