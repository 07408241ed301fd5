// The result of a round, compared with the log of what really ran.
import type { Cloudflare } from '@roostjs/tests-cloudflare';
import { type Entry, names, type Saying } from './round.ts';

export type Truth = {
  readonly cents: number;
  readonly ledger: readonly string[];
  readonly told: readonly string[];
  readonly log: readonly Entry[];
};

export async function truthOf(cloudflare: Cloudflare, uuid: string): Promise<Truth> {
  const db = cloudflare.db(uuid);
  const rows = async <T>(sql: string): Promise<readonly T[]> => (await db.prepare(sql).all<T>()).results;
  const tables = (await rows<{ name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table'")).map(
    ({ name }) => name,
  );
  const column = async (table: string, sql: string): Promise<readonly string[]> =>
    tables.includes(table) ? (await rows<{ value: string }>(sql)).map(({ value }) => value) : [];
  return {
    cents: (await rows<{ cents: number }>('SELECT cents FROM t'))[0]?.cents ?? Number.NaN,
    ledger: await column('migrations', 'SELECT migration AS value FROM migrations ORDER BY migration'),
    told: await column('d1_migrations', 'SELECT name AS value FROM d1_migrations ORDER BY name'),
    log: await rows<Entry>('SELECT what, run FROM log ORDER BY rowid'),
  };
}

/** In what the database contradicts itself; empty where each migration was applied as often as it was rolled back, or once more. */
export function contradictionsIn({ cents, ledger, told, log }: Truth): readonly string[] {
  const found: string[] = [];
  const applied = new Set<string>();
  for (const { what } of log) {
    const [direction = '', name = ''] = what.split(' ');
    if (applied.has(name) === (direction === 'up')) found.push(`${what} ran out of turn`);
    if (direction === 'up') applied.add(name);
    else applied.delete(name);
  }
  const standing = names.filter((name) => applied.has(name));
  if (cents !== 2 ** standing.length) found.push(`${standing} are applied, and t has ${cents}`);
  if (ledger.join() !== standing.join()) found.push(`${standing} are applied, and the ledger has ${ledger}`);
  const files = standing.map((name) => `${name}.sql`);
  if (told.join() !== files.join()) found.push(`${standing} are applied, and wrangler is told of ${told}`);
  return found;
}

/** What a run has said that is not so. */
export function untruthsOf(saying: Saying, log: readonly Entry[]): readonly string[] {
  const { run, done, skipped, unknown, code } = saying;
  const own = log.filter((entry) => entry.run === run).map(({ what }) => what);
  const others = log.filter((entry) => entry.run !== run).map(({ what }) => what);
  // The ledger does not show who removed a row: if the answer was lost, another run may have done it.
  const isDone = (step: string): boolean =>
    own.includes(step) || (step.startsWith('down') && others.includes(step));
  return [
    ...done.filter((step) => !isDone(step)).map((step) => `${step} is said to be done`),
    ...own
      .filter(
        (step) => !done.includes(step) && step.split(' ')[1] !== unknown && !isTakenBack(step, run, log),
      )
      .map((step) => `${step} was done, and is not said to be`),
    ...skipped
      .filter((name) => !others.includes(`up ${name}`))
      .map((name) => `${name} is said to have been applied by another`),
    ...(code === 'LEDGER.CORRUPT' ? ['the ledger is said to be corrupt'] : []),
  ];
}

/** Whether another run has rolled back what this one has applied: then the ledger shows nothing of it, as if it had never been. */
function isTakenBack(step: string, run: string, log: readonly Entry[]): boolean {
  const [direction, name] = step.split(' ');
  const at = log.findIndex((entry) => entry.run === run && entry.what === step);
  return (
    direction === 'up' && log.slice(at).some((entry) => entry.run !== run && entry.what === `down ${name}`)
  );
}
