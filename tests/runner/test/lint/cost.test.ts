// How many statements lint and a verification run for one migration in a growing schema: counted, not timed.
import { openMemoryD1 } from '@roostjs/d1-adapter/local';
import { lintMigrations, type Migration, verifyMigrations } from '@roostjs/migrations-core';
import { expect, it } from 'vitest';

type Asked = { readonly statements: number; readonly rows: number };

/** Databases that count all statements which they are asked to run, and the rows that they answer with. */
class Counted {
  statements = 0;
  rows = 0;

  get asked(): Asked {
    return { statements: this.statements, rows: this.rows };
  }

  readonly open = (): ReturnType<typeof openMemoryD1> => {
    const database = openMemoryD1();
    const prepare = database.prepare.bind(database);
    const batch = database.batch.bind(database);
    database.prepare = (sql) => {
      this.statements += 1;
      return this.#counting(prepare(sql));
    };
    database.batch = async <T>(statements: Parameters<typeof batch>[0]) =>
      (await batch<T>(statements)).map((result) => this.#counted(result));
    return database;
  };

  #counting<S extends ReturnType<ReturnType<typeof openMemoryD1>['prepare']>>(statement: S): S {
    const all = statement.all.bind(statement);
    const bind = statement.bind.bind(statement);
    statement.all = async <T>() => this.#counted(await all<T>());
    statement.bind = (...values) => this.#counting(bind(...values));
    return statement;
  }

  #counted<R extends { readonly results: readonly unknown[] }>(result: R): R {
    this.rows += result.results.length;
    return result;
  }
}

/** Forty migrations that make a table and an index each, and what had been asked when each of them began. */
function growing(counted: Counted, make: (name: string) => readonly string[]) {
  const begun: Asked[] = [];
  const run = async (db: Parameters<Migration['up']>[0], statements: readonly string[]): Promise<void> => {
    for (const sql of statements) await db.prepare(sql).run();
  };
  const migrations = Array.from({ length: 40 }, (_, at) => {
    const up: Migration['up'] = async (db) => {
      begun[at] ??= counted.asked;
      await run(db, make(`t${at}`));
    };
    const down: Migration['up'] = (db) => run(db, [`DROP TABLE t${at}`]);
    return [`${1000 + at}_m`, { up, down }] as const;
  });
  const askedBy = (at: number): Asked => {
    const [from, to] = [begun[at], begun[at + 1]];
    if (from === undefined || to === undefined) throw new Error(`Migration ${at} has not run.`);
    return { statements: to.statements - from.statements, rows: to.rows - from.rows };
  };
  return { migrations: Object.fromEntries(migrations), askedBy };
}

const plain = (name: string): readonly string[] => [
  `CREATE TABLE ${name} (id INTEGER PRIMARY KEY, title TEXT)`,
  `CREATE INDEX idx_${name}_title ON ${name} (title)`,
];
const changing = (name: string): readonly string[] => [
  ...plain(name),
  `ALTER TABLE ${name} ADD COLUMN note TEXT`,
  `CREATE TRIGGER ${name}_added AFTER INSERT ON ${name} BEGIN UPDATE ${name} SET note = 'new'; END`,
  `DROP INDEX idx_${name}_title`,
];

it.each([
  ['that make a table and an index', plain],
  ['that change what they have made', changing],
])('lint runs as many statements for the 10th as for the 38th of migrations %s', async (_, make) => {
  const counted = new Counted();
  const { migrations, askedBy } = growing(counted, make);
  await lintMigrations({ migrations, openScratch: counted.open });
  expect(askedBy(38)).toEqual(askedBy(10));
});

it('a verification runs as many statements for the 10th migration as for the 38th', async () => {
  const counted = new Counted();
  const { migrations, askedBy } = growing(counted, changing);
  const { migrations: verified } = await verifyMigrations({ migrations, scratch: counted.open() });
  expect(verified.map(({ state }) => state)).toEqual(verified.map(() => 'ok'));
  expect(askedBy(38).statements).toBe(askedBy(10).statements);
});

it('a CHECK makes lint run more statements for the column that it names, and not for the others', async () => {
  const askedWith = async (columns: number, check: string): Promise<number> => {
    const counted = new Counted();
    const others = Array.from({ length: columns }, (_, at) => `, c${at} TEXT`).join('');
    const migrations = {
      '1_a': `CREATE TABLE t (id INTEGER PRIMARY KEY, kind TEXT ${check}${others});`,
      '2_b': 'DELETE FROM t WHERE id = 1;',
    };
    await lintMigrations({ migrations, openScratch: counted.open });
    return counted.statements;
  };
  const costOf = async (columns: number): Promise<number> =>
    (await askedWith(columns, "CHECK (kind <> '')")) - (await askedWith(columns, ''));
  expect(await costOf(40)).toBe(await costOf(10));
});
