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
  const counterpartOf = counterparts(names);
  const matches = entries.map(({ name, batch }, index) => ({
    label: name ?? `number ${index + 1}`,
    name: name === null ? names[index] : counterpartOf(name),
    batch,
  }));
  const first = new Map(matches.map(({ name }, index) => [name, index] as const).reverse());
  const unmatched = matches.filter(({ name }, index) => name === undefined || first.get(name) !== index);
  if (unmatched.length > 0)
    throw foreignUnmatched(
      tool,
      unmatched.map(({ label }) => label),
    );
  return matches.flatMap(({ name, batch }) => (name === undefined ? [] : [{ name, batch }]));
}

/** Those of `names` that the entries list, whatever else these list. A title alone is not enough. */
export function listedNames(entries: readonly ForeignEntry[], names: readonly string[]): readonly string[] {
  const listed = new Set(entries.flatMap(({ name }) => (name === null ? [] : [identityOf(name)])));
  return names.filter((name) => identitiesOf(name).some((identity) => listed.has(identity)));
}

/** Finds the migration that another tool knows by a name: the most exact of its matches, if that is one. */
function counterparts(names: readonly string[]): (foreign: string) => string | undefined {
  const exact = new Set(names);
  const byIdentity = Map.groupBy(
    names.flatMap((name) => identitiesOf(name).map((identity) => ({ identity, name }))),
    ({ identity }) => identity,
  );
  const byTitle = Map.groupBy(names, titleOf);
  return (foreign) => {
    if (exact.has(foreign)) return foreign;
    const same = byIdentity.get(identityOf(foreign))?.map(({ name }) => name);
    const [match, ...others] = same ?? byTitle.get(titleOf(foreign)) ?? [];
    return others.length === 0 ? match : undefined;
  };
}

/** By its number and title, or, as tools do that keep no title, by its number alone. */
function identitiesOf(name: string): readonly string[] {
  const parts = parseMigrationName(name);
  return parts === undefined ? [name] : [identityOf(name), numberOf(parts.timestamp)];
}

/** Equal for two names that differ only in leading zeros, and in hyphens and underscores. */
function identityOf(name: string): string {
  if (/^\d+$/.test(name)) return numberOf(name);
  const parts = parseMigrationName(name);
  return parts === undefined ? name : `${numberOf(parts.timestamp)}_${titleOf(name)}`;
}

function numberOf(digits: string): string {
  return digits.replace(/^0+(?=\d)/, '');
}

function titleOf(name: string): string {
  return (parseMigrationName(name)?.title ?? name).replaceAll('-', '_');
}
