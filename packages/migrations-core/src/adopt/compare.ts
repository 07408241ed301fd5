// Compares the schema of a database with what its migrations create on an empty one.
import { isSameName } from '@roostjs/internal-sql';
import { isCompared, type SchemaObject } from '../database/schema.ts';
import { type SchemaDifference, schemaDifferences } from '../database/schema-diff.ts';
import { isRoostError, messageOf } from '../errors.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { MigrationEntry } from '../migration/source.ts';
import { replay } from '../run/replay.ts';
import { replayFailed, type Standing } from './errors.ts';
import type { ForeignLedger } from './foreign-ledgers.ts';
import { type NearestPrefix, PrefixSearch } from './nearest-prefix.ts';
import type { AdoptSituation } from './situation.ts';

export type Comparison = {
  readonly differences: readonly SchemaDifference[];
  /** The first migrations of which the database differs less; null if there are none. */
  readonly nearest: NearestPrefix | null;
};

/**
 * Compares the database with what the migrations in `applied` create; if it differs, also with what others of the
 * first ones create, in the same replay. `own`: the ledger that is adopted. Throws ADOPT.REPLAY_FAILED.
 */
export async function compareSchema(
  situation: AdoptSituation,
  applied: ReadonlySet<string>,
  own: ForeignLedger | null,
): Promise<Comparison> {
  const { entries } = situation;
  const actual = schemaWithout(situation.ledger, own);
  const search = new PrefixSearch(actual);
  const chosen = entries.filter(({ name }) => applied.has(name));
  const expected = await replayAll(situation, chosen, search);
  const differences = schemaDifferences(expected, actual);
  const isPrefix = chosen.every((entry, index) => entry === entries[index]);
  if (differences.length === 0 || !isPrefix) return { differences, nearest: null };
  const nearest = await searchOn(situation, search);
  const isNearer = nearest !== null && nearest.differences.length < differences.length;
  return { differences, nearest: isNearer ? nearest : null };
}

/** What the schema shows where no ledger lists anything. */
export async function standingOf(situation: AdoptSituation, own: ForeignLedger | null): Promise<Standing> {
  const actual = schemaWithout(situation.ledger, own);
  const tables = actual.filter(({ type }) => type === 'table').map(({ name }) => name);
  if (tables.length === 0) return { tables, nearest: null };
  return { tables, nearest: await searchOn(situation, new PrefixSearch(actual)) };
}

// Under the name that a user has given it, the ledger of another tool looks like any other table.
function schemaWithout({ schema }: Ledger, own: ForeignLedger | null): readonly SchemaObject[] {
  const tables = own === null ? [] : [own.table, `${own.table}_lock`, `${own.table}_versions`];
  const isOwn = ({ name }: SchemaObject): boolean => tables.some((table) => isSameName(table, name));
  return schema.filter((object) => isCompared(object) && (own?.tool === 'payload' || !isOwn(object)));
}

async function replayAll(
  situation: AdoptSituation,
  entries: readonly MigrationEntry[],
  search: PrefixSearch,
): Promise<readonly SchemaObject[]> {
  try {
    return await replayOn(situation, entries, search);
  } catch (cause) {
    throw replayFailed(messageOf(cause), cause);
  }
}

// A later migration that fails ends the search: what is nearest among those before it is still true.
async function searchOn(situation: AdoptSituation, search: PrefixSearch): Promise<NearestPrefix | null> {
  try {
    await replayOn(situation, situation.entries, search);
  } catch (error) {
    if (!isRoostError(error)) throw error;
  }
  return search.nearest;
}

function replayOn(
  { scratch, ledger }: AdoptSituation,
  entries: readonly MigrationEntry[],
  search: PrefixSearch,
): Promise<readonly SchemaObject[]> {
  return replay(scratch, entries, ledger, ({ name }, schema) => search.follow(name, schema));
}
