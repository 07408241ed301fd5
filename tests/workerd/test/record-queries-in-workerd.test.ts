// What recordQueries() gives stands in for a binding in a real Worker: same results, same errors, and a log.
import { Miniflare } from 'miniflare';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { core } from './worker.ts';

const script = `
import { recordQueries } from './core/queries.js';

const outcome = (work) => work().then(
  (value) => ({ value: JSON.parse(JSON.stringify(value, (key, inner) => (key === 'meta' ? undefined : inner))) }),
  (error) => ({ error: String(error) }),
);

/** Everything that a D1Database can do, on a table of that name. */
async function all(db, table) {
  const insert = db.prepare(\`INSERT INTO \${table} (n, name) VALUES (?, ?)\`);
  const read = db.prepare(\`SELECT n, name FROM \${table} WHERE n > ? ORDER BY n\`);
  const session = db.withSession('first-primary');
  return [
    await outcome(async () => ({ ...(await db.exec(\`CREATE TABLE \${table} (n INTEGER UNIQUE, name TEXT)\`)), duration: 0 })),
    await outcome(() => insert.bind(1, 'secret value').run()),
    await outcome(() => db.batch([insert.bind(2, 'two'), insert.bind(3, 'three'), read.bind(0)])),
    await outcome(() => read.bind(1).all()),
    await outcome(() => read.bind(1).first()),
    await outcome(() => read.bind(1).first('name')),
    await outcome(() => read.bind(1).raw()),
    await outcome(() => read.bind(1).raw({ columnNames: true })),
    await outcome(() => session.batch([session.prepare(\`SELECT count(*) AS number FROM \${table}\`)])),
    await outcome(() => session.prepare(\`SELECT max(n) AS most FROM \${table}\`).first('most')),
    await outcome(async () => typeof session.getBookmark()),
    await outcome(() => insert.bind(1, 'again').run()),
    await outcome(() => db.batch([insert.bind(9, 'nine'), insert.bind(1, 'again')])),
    await outcome(() => db.prepare('SELECT n FROM nowhere').all()),
    await outcome(() => read.bind(1).first('absent')),
    await outcome(async () => insert.bind(1, Symbol('x'))),
    await outcome(async () => db.batch([])),
    await outcome(async () => db instanceof Object && insert.constructor.name),
  ];
}

export default {
  async fetch(request, env) {
    const db = recordQueries(env.DB);
    const recorded = await all(db, 'one_table');
    const plain = await all(env.DB, 'two_table');
    const queries = db.queries();
    const log = db.queryLog();
    const mixed = [
      await outcome(() => db.batch([env.DB.prepare('SELECT 1 AS one')])),
      await outcome(() => env.DB.batch([db.prepare('SELECT ? AS two').bind(2)])),
      await outcome(() => db.withSession().batch([db.prepare('SELECT 3 AS three')])),
    ];
    return Response.json({ recorded, plain, queries, log, mixed });
  },
};`;

type Answer = {
  readonly recorded: readonly unknown[];
  readonly plain: readonly unknown[];
  readonly queries: readonly unknown[];
  readonly log: string;
  readonly mixed: readonly unknown[];
};

let answer: Answer;

const worker = new Miniflare({
  enableDevRegistry: false,
  workers: [
    {
      config: {
        name: 'recording',
        compatibilityDate: '2026-07-01',
        manifest: {
          mainModule: 'worker.js',
          modules: { 'worker.js': { type: 'esm', contents: script }, ...core },
        },
        env: { DB: { type: 'd1', id: 'recorded' } },
      },
    },
  ],
});
beforeAll(async () => {
  answer = (await (await worker.dispatchFetch('http://worker/')).json()) as Answer;
});
afterAll(() => worker.dispose());

it('results and errors are those of the binding', () => {
  const alike = (all: readonly unknown[]): string => JSON.stringify(all).replaceAll('two_table', 'one_table');
  expect(answer.recorded.map((one) => alike([one]))).toEqual(answer.plain.map((one) => alike([one])));
  const failed = answer.recorded.filter((one) => Object.hasOwn(one as object, 'error'));
  expect(failed.length).toBeGreaterThan(3);
});

it('each statement is counted with every way to run it, and no value is kept', () => {
  const insert = 'INSERT INTO one_table (n, name) VALUES (?, ?)';
  const read = 'SELECT n, name FROM one_table WHERE n > ? ORDER BY n';
  expect(answer.queries).toEqual([
    { sql: 'CREATE TABLE one_table (n INTEGER UNIQUE, name TEXT)', calls: 1 },
    { sql: insert, calls: 6 },
    { sql: read, calls: 7 },
    { sql: 'SELECT count(*) AS number FROM one_table', calls: 1 },
    { sql: 'SELECT max(n) AS most FROM one_table', calls: 1 },
    { sql: 'SELECT n FROM nowhere', calls: 1 },
  ]);
  expect(
    answer.log
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toEqual(answer.queries);
  expect(answer.log).not.toContain('secret');
});

it('statements of the binding and of the recording one can be in a batch of each other', () => {
  expect(answer.mixed).toMatchObject([
    { value: [{ results: [{ one: 1 }] }] },
    { value: [{ results: [{ two: 2 }] }] },
    { value: [{ results: [{ three: 3 }] }] },
  ]);
});
