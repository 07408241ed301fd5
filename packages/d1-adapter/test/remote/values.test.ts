import { describe, expect, it } from 'vitest';
import { toApiStatement } from '../../src/remote/parameters.ts';
import { requestFor } from '../../src/remote/request.ts';
import { aRemote } from '../support/cloudflare.ts';

const remote = aRemote();
const edges = [
  Number.MAX_VALUE,
  -Number.MAX_VALUE,
  Number.MIN_VALUE,
  -Number.MIN_VALUE,
  2.225073858507201e-308,
  2 ** -1022,
  2 ** 1023,
  1e20,
  1e-20,
  99999999999999980000,
  2 ** 53 + 2,
  0.1 + 0.2,
];

/** Numbers of every size, the same in each run. */
function numbers(count: number): readonly number[] {
  const bits = new DataView(new ArrayBuffer(8));
  let seed = 20261124;
  const next = () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed;
  };
  return Array.from({ length: count }, () => {
    bits.setUint32(0, next());
    bits.setUint32(4, next());
    return bits.getFloat64(0);
  }).filter(Number.isFinite);
}

describe('a bound number', () => {
  it('arrives to the last bit', async () => {
    const values = [...edges, ...numbers(1000)];
    const db = remote.open();
    for (let start = 0; start < values.length; start += 50) {
      const some = values.slice(start, start + 50);
      const sql = `SELECT ${some.map((_, index) => `? AS c${index}`).join(', ')}`;
      const [row] = await db
        .prepare(sql)
        .bind(...some)
        .raw();
      expect(row).toEqual(some);
    }
  });
});

describe('what is sent', () => {
  it('has texts as parameters and all else in the statement', () => {
    expect(toApiStatement('SELECT ?2,:a,?,?2', [1, 'b', 'c', [255, 0]])).toEqual({
      sql: 'SELECT ?,?, unhex(?) ,?',
      params: ['b', 'c', 'ff00', 'b'],
    });
    expect(toApiStatement('SELECT -?, ?', [-1.5, null])).toEqual({ sql: 'SELECT - (-1.5) ,  NULL ' });
  });

  it('keeps a parameter where SQLite rejects it', () => {
    const sql = 'CREATE VIEW v AS SELECT ?';
    expect(toApiStatement(sql, [1])).toEqual({ sql, params: [''] });
  });

  it('ends before the first mistake, in a statement that fails', () => {
    const query = (statement: string, ...params: readonly string[]) => ({ statement, params });
    const request = requestFor([query('SELECT 1; SELECT 2'), query('SELECT ?', 'a', 'b'), query('SELECT 3')]);
    expect(request.statements.map(({ sql }) => sql.trim())).toEqual([
      'SELECT 1;',
      'SELECT 2',
      'SELECT ?',
      'SELECT roost_end_of_request()',
    ]);
    expect(request.mistake).toMatchObject({ statementIndex: 1 });
  });

  it.each([
    ['SELECT 1', true],
    ['SELECT 1; SELECT 2', true],
    ['PRAGMA table_info(t)', true],
    ['INSERT INTO t VALUES (1) RETURNING *', false],
    ['WITH c AS (SELECT 1) DELETE FROM t', false],
    ['SELECT 1; DELETE FROM t', false],
    ['PRAGMA foreign_keys = 0', false],
  ])('by %s is sent again: %s', (statement, reads) => {
    expect(requestFor([{ statement, params: [] }]).reads).toBe(reads);
  });
});

describe('a query of several statements', () => {
  it('reports the counters of all of them', async () => {
    const { meta, results } = await remote
      .open()
      .prepare('INSERT INTO t VALUES (1); INSERT INTO t VALUES (2), (3); SELECT count(*) AS n FROM t')
      .run();
    expect(results).toEqual([{ n: 3 }]);
    expect(meta).toMatchObject({ changes: 3, changed_db: true });
    expect(meta.rows_written).toBeGreaterThanOrEqual(3);
  });
});
