// Every statement of 20 migrations fails once, each in an object of its own, which is evicted before the repaired code
// goes on.
import { describe, expect, it } from 'vitest';
import { startObjects } from './objects.ts';

const migrations = 20;
const statementsEach = 4;

// Statement n, counted over all migrations, is broken. The third of each migration is a read after its writes.
const script = `
const up = (number, broken) => async (db) => {
  let statement = (number - 1) * ${statementsEach};
  const text = (sql) => (++statement === broken ? sql + ' FROM nowhere' : sql);
  await db.run(text('CREATE TABLE t' + number + ' AS SELECT 1 AS id, 0 AS seen'));
  await db.run(text('INSERT INTO t' + number + ' SELECT ' + number + ', 0'));
  const seen = await db.prepare(text('SELECT (SELECT sum(id) FROM t' + number + ') AS seen')).first('seen');
  await db.run(text('INSERT INTO t1 SELECT ' + number + ', ' + seen));
};
const down = (number) => async (db) => {
  await db.run('DELETE FROM t1 WHERE id = ' + number);
  await db.run('DROP TABLE t' + number);
};
const build = (broken) => Object.fromEntries(Array.from({ length: ${migrations} }, (_, index) => [
  (index + 1) + '_t',
  { up: up(index + 1, broken), down: down(index + 1) },
]));
export const migrations = build(0);
export const scenarios = {
  migrate: ({ ctx }, { migrateObject }, broken, to) =>
    migrateObject(ctx.storage, build(broken), to === null ? {} : { to }),
};`;

const tables =
  "SELECT name, sql FROM sqlite_schema WHERE name GLOB 't[0-9]*' OR name GLOB 'migrations*' ORDER BY name";

describe('an object whose migrations fail at one statement', () => {
  it('is as the last good migration left it, whichever statement it is, and goes on once it is repaired', async () => {
    const objects = await startObjects(script);
    const contentOf = async (name: string): Promise<unknown> => {
      const { result: schema } = await objects.ask('Bare', name, 'sql', tables);
      const rows = (schema as { name: string }[])
        .filter((object) => /^t\d+$/.test(object.name))
        .map((object) => objects.ask('Bare', name, 'sql', `SELECT * FROM ${object.name}`));
      const ledger = objects.ask(
        'Bare',
        name,
        'sql',
        'SELECT migration, batch, state, down_sql, statements FROM migrations',
      );
      return [schema, await Promise.all(rows), (await ledger).result];
    };
    const migrate = (name: string, broken: number, to: string | null) =>
      objects.ask('Bare', name, 'scenario', 'migrate', broken, to);
    // What each number of migrations leaves.
    const left: unknown[] = [withoutBatch(await contentOf('empty'))];
    for (let number = 1; number <= migrations; number += 1) {
      await migrate('good', 0, `${number}_t`);
      left[number] = withoutBatch(await contentOf('good'));
    }
    for (let broken = 1; broken <= migrations * statementsEach; broken += 1) {
      const name = `broken-${broken}`;
      const number = Math.ceil(broken / statementsEach);
      const { error } = await migrate(name, broken, null);
      expect(error).toMatchObject({
        code: 'MIGRATION.FAILED',
        details: {
          step: { name: `${number}_t` },
          statement: { number: ((broken - 1) % statementsEach) + 1 },
        },
      });
      expect(error.details.report.done).toHaveLength(number - 1);
      expect(withoutBatch(await contentOf(name))).toEqual(left[number - 1]);
      await objects.ask('Bare', name, 'end');
      expect((await migrate(name, 0, null)).result.done).toHaveLength(migrations - number + 1);
      expect(withoutBatch(await contentOf(name))).toEqual(left[migrations]);
    }
  });
});

// The good one was migrated in steps.
function withoutBatch(content: unknown): unknown {
  return JSON.parse(JSON.stringify(content, (key, value) => (key === 'batch' ? 0 : value)));
}
