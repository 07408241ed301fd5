// Matches what another tool has applied with our migrations, by name. Pure.

import { parseMigrationName } from '../migration/migration.ts';
import { foreignUnmatched } from './errors.ts';
import type { ForeignEntry, ForeignTool } from './foreign-ledgers.ts';

/** A migration that is already applied, and its batch if that is known. */
export type Adopted = { readonly name: string; readonly batch: number | null };

/**
 * In the order in which they were applied. A name matches the migration of that name, or else the only one with its
 * title; a history without names matches as many of the first migrations. Throws ADOPT.UNMATCHED with the entries
 * that match no migration, or one that another entry matches.
 */
export function matchHistory(
  tool: ForeignTool,
  entries: readonly ForeignEntry[],
  names: readonly string[],
): readonly Adopted[] {
  const matches = entries.map(({ name, batch }, index) => ({
    label: name ?? `number ${index + 1}`,
    name: name === null ? names[index] : counterpartOf(name, names),
    batch,
  }));
  const isUnmatched = ({ name }: { name: string | undefined }, index: number): boolean =>
    name === undefined || matches.findIndex((other) => other.name === name) < index;
  const unmatched = matches.filter(isUnmatched).map(({ label }) => label);
  if (unmatched.length > 0) throw foreignUnmatched(tool, unmatched);
  return matches.flatMap(({ name, batch }) => (name === undefined ? [] : [{ name, batch }]));
}

function counterpartOf(foreign: string, names: readonly string[]): string | undefined {
  if (names.includes(foreign)) return foreign;
  const title = titleOf(foreign);
  const [match, ...others] = names.filter((name) => titleOf(name) === title);
  return others.length === 0 ? match : undefined;
}

function titleOf(name: string): string {
  return parseMigrationName(name)?.title ?? name;
}
