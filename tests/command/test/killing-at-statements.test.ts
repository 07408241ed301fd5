// SIGKILL at every boundary between two statements of a run; KILLED_MIGRATIONS says of how many migrations
import { expect, it } from 'vitest';
import { amountOf } from '../../../scripts/searches.ts';
import { killedAt } from './faults/kill-at-statement.ts';
import { ledgerIn, rowsIn, tablesIn } from './support/database.ts';
import { migration, nameOf, runs } from './support/migrations.ts';
import { type Project, projectWith } from './support/project.ts';

const titles = Array.from(
  { length: amountOf('KILLED_MIGRATIONS') },
  (_, index) => `t${String(index + 1).padStart(2, '0')}`,
);
const names = titles.map((title, index) => nameOf(index + 1, title));

// Schema, rows, and a counter in rows of an earlier migration: one without the others would show.
const files = Object.fromEntries(
  titles.map((title, index) => [
    `${names[index]}.js`,
    migration(
      runs(
        ...(index === 0 ? ['CREATE TABLE counter (n)', 'INSERT INTO counter VALUES (0)'] : []),
        `CREATE TABLE ${title} (id INTEGER PRIMARY KEY)`,
        `INSERT INTO ${title} VALUES (1), (2)`,
        'UPDATE counter SET n = n + 1',
      ),
      runs(`DROP TABLE ${title}`, 'UPDATE counter SET n = n - 1'),
    ),
  ]),
);

/** How many migrations stand in the ledger; fails where schema, rows or counter say otherwise. */
function applied({ database }: Project): number {
  if (rowsIn(database, "SELECT 1 FROM sqlite_schema WHERE name = 'migrations'").length === 0) {
    expect(tablesIn(database)).toEqual([]);
    return 0;
  }
  const ledger = ledgerIn(database);
  const count = ledger.length;
  expect(ledger.map(({ migration: name, state }) => [name, state])).toEqual(
    names.slice(0, count).map((name) => [name, 'applied']),
  );
  const tables = tablesIn(database).filter((table) => table !== 'counter');
  expect(tables).toEqual(titles.slice(0, count));
  for (const table of tables.slice(-2)) {
    expect(rowsIn(database, `SELECT id FROM ${table}`)).toEqual([{ id: 1 }, { id: 2 }]);
  }
  if (count > 0) expect(rowsIn(database, 'SELECT n FROM counter')).toEqual([{ n: count }]);
  return count;
}

/** Kills run after run, each a statement further into the migration that it is at, until all of them have passed. */
async function killThrough(project: Project, command: string, end: number): Promise<number> {
  let kills = 0;
  for (let boundary = 1, before = -1; before !== end; ) {
    const ended = await project.spawnRoost([command], killedAt(boundary));
    if (ended.signal === 'SIGKILL') kills += 1;
    else expect(ended.exitCode).toBe(0);
    const now = applied(project);
    boundary = now === before ? boundary + 1 : 1;
    before = now;
  }
  expect(rowsIn(project.database, 'PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  return kills;
}

it('a run that is killed at any statement leaves schema, rows and ledger in agreement, and the next goes on', async () => {
  await using project = await projectWith(files);
  expect(await killThrough(project, 'migrate', names.length)).toBeGreaterThan(6 * names.length);
  expect(await project.spawnRoost(['migrate'])).toMatchObject({
    exitCode: 0,
    stderr: 'Nothing to migrate.\n',
  });
}, 900_000);

it('a migrate:fresh that is killed behind any statement leaves what the ledger says, and the next one finishes', async () => {
  await using project = await projectWith(Object.fromEntries(Object.entries(files).slice(0, 4)));
  await project.spawnRoost(['migrate']);
  let kills = 0;
  for (let boundary = 1; ; boundary += 1) {
    const ended = await project.spawnRoost(['migrate:fresh'], killedAt(boundary));
    const now = applied(project);
    if (ended.signal !== 'SIGKILL') {
      expect([ended.exitCode, now]).toEqual([0, 4]);
      break;
    }
    kills += 1;
  }
  // The wipe alone has more statements than there are tables.
  expect(kills).toBeGreaterThan(20);
}, 300_000);
