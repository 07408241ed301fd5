// Which environment a database was migrated for, by its ledger's word.

import type { Ledger } from '../ledger/ledger.ts';
import { otherEnvironment } from './errors.ts';
import type { PlanWarning } from './types.ts';

/** The environment that a run is for, and what is to happen on a database that remembers another one. */
export type EnvironmentSetting = { readonly name: string; readonly onMismatch: 'warn' | 'refuse' };

/** That of the newest row that names one; null where none does. */
export function rememberedEnvironment({ rows }: Ledger): string | null {
  return rows.findLast(({ environment }) => environment !== null)?.environment ?? null;
}

/** Throws LEDGER.ENVIRONMENT where a mismatch is to be refused. */
export function environmentWarnings(
  ledger: Ledger,
  setting: EnvironmentSetting | undefined,
): readonly PlanWarning[] {
  const remembered = rememberedEnvironment(ledger);
  if (setting === undefined || remembered === null || remembered === setting.name) return [];
  if (setting.onMismatch === 'refuse') throw otherEnvironment(remembered, setting.name);
  return [{ code: 'LEDGER.ENVIRONMENT', names: [remembered] }];
}
