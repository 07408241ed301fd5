// Whether a database fits code that was built with a manifest, and what it has moved past. Pure.
import { compareMigrationNames } from '../migration/migration.ts';
import type { Effect } from '../phase/effect.ts';
import type { FolderMigration } from '../phase/folder-phases.ts';
import { allNames, type CountedRow, countedNames } from './counted-rows.ts';
import type { SchemaManifest } from './manifest.ts';
import { mostNeeds } from './plan-manifest.ts';

/** A migration that the code does not know. `name`: in the ledger, `file`: in the folder, if it is another one. */
export type Unknown = { readonly name: string; readonly file: string };

/**
 * `contract`: something may be gone or stricter that the code uses; `unknown`: its phase cannot be found; `no file`: the folder
 * does not have it; `newest`: the manifest tolerates nothing so new.
 */
export type Moved = {
  readonly name: string;
  readonly why: 'contract' | 'unknown' | 'no file' | 'newest';
  readonly effects: readonly Effect[];
  /** Why its phase cannot be found; otherwise null. */
  readonly problem: string | null;
};

export type Moves = {
  /** What the code may not survive. */
  readonly moved: readonly Moved[];
  /** What it does not know, and what does no harm. */
  readonly tolerated: readonly string[];
};

/** The needed migrations that are not applied, under any name for which a row counts. */
export function missingFrom(
  { needs, replaces }: SchemaManifest,
  rows: readonly CountedRow[],
): readonly string[] {
  const applied = new Set(rows.filter(({ isApplied }) => isApplied).flatMap(allNames));
  const isApplied = (name: string): boolean => applied.has(name);
  return needs.filter((name) => !isApplied(name) && replaces[name]?.every(isApplied) !== true);
}

/** What the database has applied, or begun, and the code does not know. What is older than 50 needed ones it knows. */
export function unknownTo(manifest: SchemaManifest, rows: readonly CountedRow[]): readonly Unknown[] {
  const { needs, contracts, replaces } = manifest;
  const known = new Set([...needs, ...contracts, ...Object.values(replaces).flat()]);
  const [oldest] = needs.length < mostNeeds ? [] : needs;
  const isKnown = (name: string): boolean =>
    known.has(name) || (oldest !== undefined && compareMigrationNames(name, oldest) < 0);
  return rows
    .filter(({ name, between }) => ![name, ...between].some(isKnown))
    .flatMap((row) => countedNames(row).map((name) => ({ name, file: row.name })))
    .filter(({ name }) => !isKnown(name));
}

/** Judges what is unknown by the phases of the folder, and every row by the manifest's `newest`. */
export function judge(
  { newest }: SchemaManifest,
  rows: readonly CountedRow[],
  unknown: readonly Unknown[],
  folder: readonly FolderMigration[],
): Moves {
  const tooNew = rows
    .flatMap(countedNames)
    .filter((name) => newest !== null && compareMigrationNames(name, newest) > 0);
  const judged = unknown.filter(({ name }) => !tooNew.includes(name)).map((one) => judgeOne(one, folder));
  const moved = [
    ...tooNew.map((name): Moved => ({ name, why: 'newest', effects: [], problem: null })),
    ...judged.filter((one) => typeof one !== 'string'),
  ];
  return {
    moved: moved.toSorted((left, right) => compareMigrationNames(left.name, right.name)),
    tolerated: judged.filter((one) => typeof one === 'string'),
  };
}

/** Its name if the code survives it. */
function judgeOne({ name, file }: Unknown, folder: readonly FolderMigration[]): Moved | string {
  // The file of a squashed migration tells nothing of a single one that it replaces.
  const found =
    folder.find((one) => one.name === name) ??
    folder.find((one) => one.name === file && one.replaces.length === 0);
  if (found === undefined) return { name, why: 'no file', effects: [], problem: null };
  const { phase, effects, problem } = found;
  if (phase === 'unknown') return { name, why: 'unknown', effects, problem };
  if (phase === 'contract' || phase === 'mixed')
    return { name, why: 'contract', effects: effects.filter((one) => one.phase === 'contract'), problem };
  return name;
}
