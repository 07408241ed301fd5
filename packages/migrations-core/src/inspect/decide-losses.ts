// Which losses concern rows that exist: what the run has created itself, or is empty, cannot be lost.
import { assertionOver } from '../database/assertion.ts';
import type { SqlDatabase } from '../database/d1.ts';
import type { ObjectsByName } from '../database/schema-index.ts';
import { isCreatedInRun } from '../lint/created-in-run.ts';
import { type LintFinding, losesData } from '../lint/finding.ts';
import type { RecordedStatement } from '../record/statement-handler.ts';
import { type EmptyLossesByName, noLongerEmpty } from '../run/empty-losses.ts';
import { countRows } from './count-rows.ts';
import { mayChange, mayFill } from './may-fill.ts';
import { type Place, placeOf } from './place.ts';

/** When a migration runs. */
export type Turn = {
  /** The statements of the run before it; null if they are not known. */
  readonly earlier: readonly string[] | null;
  /** As `earlier`, without those that the database has run already. */
  readonly unsent: readonly string[] | null;
  /** The schema before the run. */
  readonly before: () => ObjectsByName;
  /** Whether it runs as one batch, which can assert that what was read still holds. */
  readonly isBatch: boolean;
};

/** `empty`: the losses that were left out because the places are empty; each migration's batch has to assert that. */
export type DecidedLosses = { readonly findings: readonly LintFinding[]; readonly empty: EmptyLossesByName };

/**
 * Leaves out the losses that concern no row. If the others are not refused, they get their number of rows if it is
 * known, and nothing has to be asserted. One request, none without a loss.
 */
export async function decideLosses(
  database: SqlDatabase,
  findings: readonly LintFinding[],
  turnOf: (migration: string) => Turn,
  refusesLoss: boolean,
): Promise<DecidedLosses> {
  const concerned = findings.filter(({ loses, allowed }) => loses.length > 0 && allowed === null);
  const places = new Map(concerned.map((one) => [one, placesOf(one, turnOf(one.migration), refusesLoss)]));
  const rows = await rowsIn(
    database,
    [...places.values()].flatMap((own) => own ?? []),
    refusesLoss,
  );
  const isNone = (finding: LintFinding): boolean =>
    places.get(finding)?.every(({ from }) => rows.get(from) === 0) ?? false;
  const left = findings.filter((finding) => !isNone(finding));
  if (!refusesLoss)
    return { findings: left.map((one) => withRows(one, places.get(one) ?? [], rows)), empty: new Map() };
  return { findings: left, empty: emptyLosses(database, concerned.filter(isNone), places) };
}

/** What has to be empty so that nothing is lost; null if something else may be lost, or that cannot be told. */
function placesOf(
  finding: LintFinding,
  { earlier, unsent, before, isBatch }: Turn,
  refusesLoss: boolean,
): readonly Place[] | null {
  const isOwn = (table: string): boolean => earlier !== null && isCreatedInRun(table, earlier, before());
  const others = finding.loses.filter(({ table }) => !isOwn(table));
  if (others.length === 0) return [];
  // A warning is not worth a request.
  if (!losesData(finding) || unsent === null || (refusesLoss && !isBatch)) return null;
  const isCertain = ({ table }: { table: string }): boolean =>
    unsent.length === 0 || (before().has(table) && !mayFill(table, unsent, before()));
  if (!others.every(isCertain)) return null;
  return others.map((lost) => placeOf(lost, mayChange(lost.table, unsent, before()), refusesLoss));
}

/** By `from`. If a loss is refused, only whether there is a row is asked. */
async function rowsIn(
  database: SqlDatabase,
  places: readonly Place[],
  refusesLoss: boolean,
): Promise<ReadonlyMap<string, number | null>> {
  const wanted = [...new Set(places.map(({ from }) => from))];
  const counts = await countRows(
    database,
    wanted.map(
      (from) => `SELECT count(*) AS rows FROM ${refusesLoss ? `(SELECT 1 FROM ${from} LIMIT 1)` : from}`,
    ),
  );
  return new Map(wanted.map((from, index) => [from, counts[index] ?? null]));
}

function withRows(
  finding: LintFinding,
  places: readonly Place[],
  rows: ReadonlyMap<string, number | null>,
): LintFinding {
  const counts = places.flatMap(({ from, isExact }) => (isExact ? (rows.get(from) ?? []) : []));
  const isWhole = finding.loses.every((lost) => lost.isWhole || lost.isByType);
  if (counts.length === 0 || counts.length < finding.loses.length || !isWhole) return finding;
  return { ...finding, rows: counts.reduce((sum, count) => sum + count, 0) };
}

function emptyLosses(
  database: SqlDatabase,
  findings: readonly LintFinding[],
  places: ReadonlyMap<LintFinding, readonly Place[] | null>,
): EmptyLossesByName {
  const byMigration = Map.groupBy(findings, ({ migration }) => migration);
  return new Map(
    [...byMigration].flatMap(([migration, own]) => {
      const empty = new Map(own.flatMap((one) => places.get(one) ?? []).map((place) => [place.from, place]));
      const all = [...empty.values()];
      const assertions = all.map((place) => assertEmpty(database, place));
      return all.length === 0
        ? []
        : [[migration, { findings: own, places: all.map(({ name }) => name), assertions }] as const];
    }),
  );
}

function assertEmpty(database: SqlDatabase, { name, from }: Place): RecordedStatement {
  const filled = `(SELECT EXISTS (SELECT 1 FROM ${from}) AS filled)`;
  const rows = `'rows: ' || (SELECT count(*) FROM ${from})`;
  const sql = assertionOver(filled, 'NOT filled', `${noLongerEmpty}${name}`, rows);
  return { sql, values: [], bound: database.prepare(sql), number: 0 };
}
