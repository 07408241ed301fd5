// SIGKILL at any moment: what is in the schema is in the ledger, and the next run finishes the work
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { amountOf } from '../../../scripts/searches.ts';
import { ledgerIn, rowsIn, tablesIn } from './support/database.ts';
import { migration, nameOf, runs } from './support/migrations.ts';
import { type Project, projectWith } from './support/project.ts';

const titles = Array.from({ length: 30 }, (_, index) => `t${String(index + 1).padStart(2, '0')}`);
const names = titles.map((title, index) => nameOf(index + 1, title));

// Each makes a table and fills it, so that one of the two without the other shows. The few milliseconds spread
// the run out, so that a kill at a random moment falls between and within all of them.
function migrationOf(title: string): string {
  const up = runs(`CREATE TABLE ${title} (id INTEGER PRIMARY KEY)`, `INSERT INTO ${title} VALUES (1), (2)`);
  const pause = 'await new Promise((r) => setTimeout(r, 3));';
  return migration(`${pause} ${up} ${pause}`, `${pause} ${runs(`DROP TABLE ${title}`)}`);
}

const files = Object.fromEntries(
  names.map((name, index) => [`${name}.js`, migrationOf(titles[index] ?? '')]),
);

/** Fails the test unless exactly the recorded migrations are in the schema, each whole. Gives how many. */
function appliedCount(project: Project): number {
  if (!existsSync(project.database)) return 0;
  const tables = tablesIn(project.database);
  expect(rowsIn(project.database, 'PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  for (const table of tables) {
    expect(rowsIn(project.database, `SELECT count(*) AS rows FROM ${table}`)).toEqual([{ rows: 2 }]);
  }
  const isLedgerThere =
    rowsIn(project.database, "SELECT 1 FROM sqlite_schema WHERE name = 'migrations'").length > 0;
  const recorded = isLedgerThere ? ledgerIn(project.database) : [];
  expect(recorded.map(({ migration: name }) => name)).toEqual(names.slice(0, recorded.length));
  expect(recorded.every(({ state }) => state === 'applied')).toBe(true);
  expect(tables).toEqual(titles.slice(0, recorded.length));
  return recorded.length;
}

/** Somewhere between the start of the process and a little after the end of a whole run. */
function randomMoment(): number {
  return 40 + Math.random() * 400;
}

describe.concurrent('a run that is killed', () => {
  it.each(Array.from({ length: amountOf('KILL_ROUNDS') }, (_, index) => index + 1))(
    'again and again leaves schema and ledger in agreement, and is finished by the next: round %i',
    async () => {
      await using project = await projectWith(files);
      let before = 0;
      for (let kill = 0; kill < 10; kill += 1) {
        await project.spawnRoost(['migrate'], { killAfterMs: randomMoment() });
        const applied = appliedCount(project);
        expect(applied).toBeGreaterThanOrEqual(before);
        // Finished too early to be killed further: from the start again.
        if (applied === names.length)
          await project.spawnRoost(['migrate:reset'], { killAfterMs: randomMoment() });
        before = appliedCount(project);
      }
      expect(await project.spawnRoost(['migrate'])).toMatchObject({ exitCode: 0 });
      expect(appliedCount(project)).toBe(names.length);
    },
  );

  it('while it rolls back leaves them in agreement as well', async () => {
    await using project = await projectWith(files);
    expect(await project.spawnRoost(['migrate'])).toMatchObject({ exitCode: 0 });
    let before = names.length;
    for (let kill = 0; kill < 8 && before > 0; kill += 1) {
      await project.spawnRoost(['migrate:rollback'], { killAfterMs: randomMoment() });
      const applied = appliedCount(project);
      expect(applied).toBeLessThanOrEqual(before);
      before = applied;
    }
    expect(await project.spawnRoost(['migrate:rollback'])).toMatchObject({ exitCode: 0 });
    expect(appliedCount(project)).toBe(0);
  });

  it('outside a transaction is seen as partial, and never repeated', async () => {
    const up = `${runs('CREATE TABLE t01 (id)')} process.kill(process.pid, 'SIGKILL'); await new Promise(() => {});`;
    const name = nameOf(1, 't01');
    await using project = await projectWith({
      [`${name}.js`]: migration(up, undefined, 'withinTransaction: false,'),
    });
    expect(await project.spawnRoost(['migrate'])).toMatchObject({ signal: 'SIGKILL' });
    expect(ledgerIn(project.database)).toEqual([{ migration: name, batch: 1, state: 'partial' }]);
    expect(await project.spawnJson(['migrate'])).toMatchObject({
      exitCode: 1,
      error: { code: 'MIGRATION.PARTIAL' },
    });
    expect(tablesIn(project.database)).toEqual(['t01']);
  });
});
