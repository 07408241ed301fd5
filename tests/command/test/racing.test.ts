// Several processes on one database at once
import { describe, expect, it } from 'vitest';
import { batchesIn, ledgerIn, rowsIn, tablesIn } from './support/database.ts';
import { migration, nameOf, runs } from './support/migrations.ts';
import { type Project, projectWith } from './support/project.ts';

const titles = ['a', 'b', 'c', 'd', 'e', 'f'];
const names = titles.map((title, index) => nameOf(index + 1, title));
const pause = 'await new Promise((r) => setTimeout(r, 5));';

// A second application would fail at the table, or leave a second row in `log`.
const files = Object.fromEntries(
  titles.map((title, index) => [
    `${names[index]}.js`,
    migration(
      `${pause} ${runs('CREATE TABLE IF NOT EXISTS log (v)', `INSERT INTO log VALUES ('${title}')`, `CREATE TABLE ${title} (id)`)}`,
      `${pause} ${runs(`DELETE FROM log WHERE v = '${title}'`, `DROP TABLE ${title}`)}`,
    ),
  ]),
);
const eight = Array.from({ length: 8 }, (_, index) => index);

type Report = {
  readonly done: readonly { name: string }[];
  readonly skipped: readonly { name: string }[];
};

function expectAllAppliedOnce(project: Project): void {
  expect(ledgerIn(project.database).map((row) => row.migration)).toEqual(names);
  expect(rowsIn(project.database, 'SELECT v FROM log ORDER BY rowid')).toEqual(titles.map((v) => ({ v })));
  expect(tablesIn(project.database)).toEqual([...titles, 'log'].sort());
}

describe('eight runs at once', () => {
  it.each([1, 2, 3])(
    'apply each migration once, and each names all that it found pending: round %i',
    async () => {
      await using project = await projectWith(files);
      const answers = await Promise.all(eight.map(() => project.spawnJson(['migrate'])));
      expect(answers.map(({ exitCode }) => exitCode)).toEqual(eight.map(() => 0));
      expectAllAppliedOnce(project);
      const reports = answers.map(({ result }) => result as unknown as Report);
      const done = reports.flatMap((report) => report.done.map(({ name }) => name));
      expect([...done].sort()).toEqual(names);
      for (const report of reports) {
        const told = [...report.done, ...report.skipped].map(({ name }) => name).sort();
        expect(told).toEqual(names.slice(names.length - told.length));
      }
    },
  );

  it('tell people of all that was pending, whoever applied it', async () => {
    await using project = await projectWith(files);
    const ended = await Promise.all(eight.map(() => project.spawnRoost(['migrate'])));
    expect(ended.map(({ exitCode }) => exitCode)).toEqual(eight.map(() => 0));
    for (const { stderr } of ended) {
      const told = names.filter((name) => stderr.includes(name));
      expect(told).toEqual(names.slice(names.length - told.length));
    }
  });

  it('with --step keep batches that grow with the order', async () => {
    await using project = await projectWith(files);
    await Promise.all(eight.map(() => project.spawnRoost(['migrate', '--step'])));
    expectAllAppliedOnce(project);
    const batches = batchesIn(project.database).map(([, batch]) => batch);
    expect(batches).toEqual([...batches].sort((x, y) => x - y));
  });

  it.each([
    ['migrate:rollback', 'LEDGER.CONFLICT'],
    ['migrate:reset', 'LEDGER.CONFLICT'],
  ])('of %s: one does it, and those overtaken stop', async (command, code) => {
    await using project = await projectWith(files);
    await project.spawnRoost(['migrate']);
    const answers = await Promise.all(eight.map(() => project.spawnJson([command])));
    const stopped = answers.filter(({ ok }) => !ok);
    expect(stopped.map(({ exitCode, error }) => [exitCode, error?.code])).toEqual(
      stopped.map(() => [1, code]),
    );
    const logged = rowsIn(project.database, 'SELECT v FROM log ORDER BY rowid').map(
      (row) => (row as { v: string }).v,
    );
    expect(ledgerIn(project.database).map((row) => row.migration)).toEqual(
      logged.map((title) => names[titles.indexOf(title)]),
    );
    expect(tablesIn(project.database)).toEqual([...logged, 'log'].sort());
    expect(new Set(logged).size).toBe(logged.length);
  });

  it('of every kind leave schema and ledger in agreement', async () => {
    await using project = await projectWith(files);
    const commands = ['migrate', 'migrate:rollback', 'migrate', 'migrate:reset'];
    const answers = await Promise.all(
      [...commands, ...commands].map((command) => project.spawnJson([command])),
    );
    const failures = answers.filter(({ ok }) => !ok);
    expect(failures.map(({ error }) => error?.code)).toEqual(failures.map(() => 'LEDGER.CONFLICT'));
    expect(await project.spawnRoost(['migrate'])).toMatchObject({ exitCode: 0 });
    expect(
      ledgerIn(project.database)
        .map((row) => row.migration)
        .sort(),
    ).toEqual(names);
    expect(tablesIn(project.database)).toEqual([...titles, 'log'].sort());
  });

  it('wait for a writer that holds the database, and then do their work', async () => {
    const slow = migration(`${runs('CREATE TABLE big (id INTEGER PRIMARY KEY, v)')}
      await db.prepare("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000) INSERT INTO big SELECT i, hex(i) FROM n").run();`);
    await using project = await projectWith({ [`${nameOf(1, 'big')}.js`]: slow });
    const answers = await Promise.all(eight.map(() => project.spawnJson(['migrate'])));
    expect(answers.map(({ exitCode }) => exitCode)).toEqual(eight.map(() => 0));
    expect(rowsIn(project.database, 'SELECT count(*) AS rows FROM big')).toEqual([{ rows: 300000 }]);
    expect(ledgerIn(project.database)).toHaveLength(1);
  });
});
