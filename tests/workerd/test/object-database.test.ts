// objectDatabase() against D1 itself: the same calls, the same values, rows and counts.
import { describe, expect, it } from 'vitest';
import { startObjects } from './objects.ts';

const calls: readonly (readonly [what: string, call: string])[] = [
  ['a table', "db.exec('CREATE TABLE a (id INTEGER PRIMARY KEY, n, t TEXT)')"],
  ['a row', "db.prepare('INSERT INTO a (n, t) VALUES (?, ?)').bind(1.5, 'x').run()"],
  [
    'true, false and null',
    "db.prepare('INSERT INTO a (n, t) VALUES (?, ?), (?, ?)').bind(true, null, false, 'é').run()",
  ],
  ['an ArrayBuffer', "db.prepare('INSERT INTO a (n) VALUES (?)').bind(new Uint8Array([1, 2]).buffer).run()"],
  ['a typed array', "db.prepare('INSERT INTO a (n) VALUES (?)').bind(new Uint8Array([255])).run()"],
  ['a list of bytes', "db.prepare('INSERT INTO a (n) VALUES (?)').bind([1, 2, 3]).run()"],
  ['undefined', "db.prepare('INSERT INTO a (n) VALUES (?)').bind(undefined).run()"],
  ['a BigInt', "db.prepare('INSERT INTO a (n) VALUES (?)').bind(1n).run()"],
  ['a Date', "db.prepare('INSERT INTO a (n) VALUES (?)').bind(new Date(0)).run()"],
  [
    'a large integer',
    "db.prepare('SELECT ? AS n, 9007199254740993 AS m, typeof(?1) AS t').bind(2 ** 60).first()",
  ],
  ['all rows', "db.prepare('SELECT *, typeof(n) AS type FROM a ORDER BY id').all()"],
  ['rows of a run', "db.prepare('SELECT id FROM a WHERE id < 3').run()"],
  ['no row', "db.prepare('SELECT * FROM a WHERE 0').first()"],
  ['a column', "db.prepare('SELECT id, n FROM a ORDER BY id').first('n')"],
  ['a column that is missing', "db.prepare('SELECT id FROM a').first('missing')"],
  ['raw rows', "db.prepare('SELECT id, t FROM a ORDER BY id').raw()"],
  ['raw rows with names', "db.prepare('SELECT id, t FROM a ORDER BY id').raw({ columnNames: true })"],
  ['two columns of one name', "db.prepare('SELECT 1 AS x, 2 AS x').all()"],
  ['two columns of one name, raw', "db.prepare('SELECT 1 AS x, 2 AS x').raw({ columnNames: true })"],
  ['an update', "db.prepare('UPDATE a SET t = ? WHERE id <= ?').bind('y', 2).run()"],
  ['an update of nothing', "db.prepare('UPDATE a SET t = 1 WHERE 0').run()"],
  ['RETURNING', "db.prepare('DELETE FROM a WHERE id = ? RETURNING id, t').bind(1).all()"],
  ['too few values', "db.prepare('SELECT ?').all()"],
  ['too many values', "db.prepare('SELECT 1').bind(1).all()"],
  [
    'a batch',
    "db.batch([db.prepare('INSERT INTO a (n) VALUES (7)'), db.prepare('SELECT count(*) AS n FROM a')])",
  ],
  [
    'a batch that fails',
    "db.batch([db.prepare('DELETE FROM a'), db.prepare('INSERT INTO nowhere VALUES (1)')])",
  ],
  ['what that left', "db.prepare('SELECT count(*) AS n FROM a').all()"],
  ['a session', "db.withSession('first-primary').prepare('SELECT count(*) AS n FROM a').first()"],
  ['dump', 'db.dump()'],
  ['a drop', "db.exec('DROP TABLE a')"],
];

const script = `
const calls = [${calls.map(([, call]) => `(db) => ${call}`).join(',\n')}];
const known = ({ changes, last_row_id, changed_db, rows_written }) => ({ changes, last_row_id, changed_db, rows_written });
const plain = (value) => {
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== 'object') return value;
  if ('meta' in value) return { ...value, meta: known(value.meta) };
  return 'count' in value ? { count: value.count } : value;
};
async function answersOf(db) {
  const answers = [];
  for (const call of calls) {
    try {
      answers.push({ answer: plain(await call(db)) });
    } catch (error) {
      answers.push({ refused: /^D1_(?:TYPE|COLUMN)/.test(error.message) ? error.message : true });
    }
  }
  return answers;
}
export const migrations = {};
export const scenarios = {
  async both({ ctx, env }, { objectDatabase }) {
    return [await answersOf(env.DB), await answersOf(objectDatabase(ctx.storage))];
  },
};`;

describe('objectDatabase()', () => {
  it('answers as D1 does', async () => {
    const objects = await startObjects(script);
    const { error, result } = await objects.ask('Bare', 'a', 'scenario', 'both');
    expect(error).toBeUndefined();
    const named = (answers: readonly object[]) =>
      answers.map((answer, index) => ({ what: calls[index]?.[0], ...answer }));
    expect(named(result[1])).toEqual(named(result[0]));
  });
});
