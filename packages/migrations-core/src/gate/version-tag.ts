// The short form of a manifest, which fits the tag of a Worker's version: the names from which the folder gives the rest. Pure.
import { compareMigrationNames, leadingNumber } from '../migration/migration.ts';
import type { FolderMigration } from '../phase/folder-phases.ts';
import { allNames, type CountedRow } from './counted-rows.ts';
import { tagTooLong, versionUnknown } from './errors.ts';
import type { SchemaManifest } from './manifest.ts';
import { planManifest } from './plan-manifest.ts';

export type VersionTag = Pick<SchemaManifest, 'head' | 'newest'>;

// Cloudflare refuses a longer one (workers/tag in the API's reference).
const mostBytes = 100;

/**
 * `roost:<head>`, or `roost:<head>:<newest>`, with names percent-encoded; of a name that is too long, its digits. Throws
 * GATE.TAG_TOO_LONG if the digits are those of several files of the folder, or too long.
 */
export function tagOf({ head, newest }: VersionTag, names: readonly string[]): string {
  const given = [head ?? '', ...(newest === null ? [] : [newest])];
  const whole = textOf(given);
  if (whole.length <= mostBytes) return whole;
  const digits = given.map((name) => leadingNumber(name) ?? '');
  const isClear = digits.every((one) => names.filter((name) => leadingNumber(name) === one).length <= 1);
  const short = textOf(digits);
  if (!isClear || short.length > mostBytes) throw tagTooLong(head ?? '', mostBytes);
  return short;
}

function textOf(names: readonly string[]): string {
  return ['roost', ...names.map(encoded)].join(':');
}

function encoded(name: string): string {
  const plain = encodeURIComponent(name);
  return plain.replace(/[!'()*.]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** The first in a tag or a message; undefined if it has none. */
export function tagIn(text: string): VersionTag | undefined {
  const match = /(?<![\w:-])roost:([\w~%-]*)(?::([\w~%-]+))?/.exec(text);
  if (match === null) return undefined;
  try {
    const [head = '', newest] = match.slice(1).map((part) => part && decodeURIComponent(part));
    return { head: head === '' ? null : head, newest: newest ?? null };
  } catch {
    return undefined;
  }
}

/**
 * The manifest that the folder gives up to the head of the tag, if it has that, also under another name. Throws
 * GATE.VERSION_UNKNOWN if it has not.
 */
export function manifestFor(
  tag: VersionTag,
  folder: readonly FolderMigration[],
  rows: readonly CountedRow[],
  ledger: string,
): SchemaManifest {
  const head = tag.head === null ? null : nameIn(tag.head, folder, rows);
  const newest = tag.newest === null ? null : nameIn(tag.newest, folder, rows);
  const then = folder.flatMap((one) => (head === null ? [] : upTo(head, one, rows)));
  return { ...planManifest(then, ledger, newest), head };
}

/** A name, or its digits, as the folder or a row of the ledger has it. */
function nameIn(given: string, folder: readonly FolderMigration[], rows: readonly CountedRow[]): string {
  const names = [...folder.flatMap(({ name, replaces }) => [name, ...replaces]), ...rows.flatMap(allNames)];
  const found = names.find((name) => name === given) ?? names.find((name) => leadingNumber(name) === given);
  if (found === undefined) throw versionUnknown(given);
  return found;
}

/** The migration, if it was there; of a squashed one, those that were. */
function upTo(head: string, one: FolderMigration, rows: readonly CountedRow[]): readonly FolderMigration[] {
  const isThere = (name: string): boolean => compareMigrationNames(name, head) <= 0;
  if (one.replaces.includes(head))
    return one.replaces.filter(isThere).map((name) => ({ ...one, name, replaces: [], phase: 'unknown' }));
  const wasThere = rows.some((row) => row.name === one.name && allNames(row).includes(head));
  return isThere(one.name) || (wasThere && one.replaces.length === 0) ? [one] : [];
}
