// Finds the migration that a name, its digits or its title refers to. Pure.
import type { RoostError } from '@roostjs/internal-errors';
import { editDistance } from '@roostjs/internal-sql';
import { ambiguousName, notFound } from './errors.ts';
import { parseMigrationName } from './migration.ts';

/**
 * The one of `names` that `wanted` refers to: as the whole name, its digits or its title. Throws MIGRATION.NOT_FOUND
 * with the nearest names, and MIGRATION.NAME_AMBIGUOUS if several match.
 */
export function findMigration(
  wanted: string,
  names: readonly string[],
  unknown: (wanted: string, nearest: readonly string[]) => RoostError = notFound,
): string {
  if (names.includes(wanted)) return wanted;
  const [found, ...others] = names.filter((name) => {
    const parts = parseMigrationName(name);
    return parts?.timestamp === wanted || parts?.title === wanted;
  });
  if (found === undefined) throw unknown(wanted, nearestTo(wanted, names));
  if (others.length > 0) throw ambiguousName(wanted, [found, ...others]);
  return found;
}

const maxShown = 3;

/** The names with the smallest edit distance to `wanted`, of the whole or of a part; nearest first. */
function nearestTo(wanted: string, names: readonly string[]): readonly string[] {
  return names
    .map((name) => ({ name, distance: Math.min(...partsOf(name).map((part) => editDistance(wanted, part))) }))
    .sort((left, right) => left.distance - right.distance)
    .slice(0, maxShown)
    .map(({ name }) => name);
}

function partsOf(name: string): readonly string[] {
  const parts = parseMigrationName(name);
  return parts === undefined ? [name] : [name, parts.timestamp, parts.title];
}
