// What another tool has applied → our migrations of the same content, by their names. Pure.

import { parseMigrationName } from '../migration/migration.ts';
import { foreignUnmatched } from './errors.ts';
import type { ForeignEntry, ForeignTool } from './foreign-ledgers.ts';

/** A migration that holds already, and the batch that it was applied in, where that is known. */
export type Adopted = { readonly name: string; readonly batch: number | null };

/**
 * In the order in which they were applied. A name means the migration of that name, else the only one with its title; a
 * history without names means as many of the first. Throws ADOPT.UNMATCHED with what means none, or one that is taken.
 */
export function matchHistory(
  tool: ForeignTool,
  entries: readonly ForeignEntry[],
  names: readonly string[],
): readonly Adopted[] {
  const found = entries.map(({ name, batch }, index) => ({
    called: name ?? `number ${index + 1}`,
    name: name === null ? names[index] : counterpartOf(name, names),
    batch,
  }));
  const isUnmatched = ({ name }: { name: string | undefined }, index: number): boolean =>
    name === undefined || found.findIndex((other) => other.name === name) < index;
  const unmatched = found.filter(isUnmatched).map(({ called }) => called);
  if (unmatched.length > 0) throw foreignUnmatched(tool, unmatched);
  return found.flatMap(({ name, batch }) => (name === undefined ? [] : [{ name, batch }]));
}

function counterpartOf(foreign: string, names: readonly string[]): string | undefined {
  if (names.includes(foreign)) return foreign;
  const title = titleOf(foreign);
  const [found, ...others] = names.filter((name) => titleOf(name) === title);
  return others.length === 0 ? found : undefined;
}

function titleOf(name: string): string {
  return parseMigrationName(name)?.title ?? name;
}
