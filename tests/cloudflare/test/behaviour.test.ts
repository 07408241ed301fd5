import { describe, expect, it } from 'vitest';
import type { SplittingRule } from '../src/index.ts';
import { split } from '../src/split.ts';
import { aClient, refusalOf, resultOf } from './support/client.ts';

const client = aClient();

const table = 'CREATE TABLE t (a);';
const plain =
  'CREATE TRIGGER tr AFTER INSERT ON t BEGIN DELETE FROM t WHERE a = 1; DELETE FROM t WHERE a = 2; END;';
const triggers = {
  plain,
  'over several lines': plain.replaceAll(' BEGIN ', ' BEGIN\n  '),
  'with CRLF': plain.replaceAll(' BEGIN ', ' BEGIN\r\n  '),
  'in lower case': plain.toLowerCase(),
  'with a CASE': plain.replace('a = 1', 'CASE a WHEN 1 THEN 1 END'),
  'with a CASE in parentheses': plain.replace('a = 1', '(CASE a WHEN 1 THEN 1 END)'),
} as const;

/** Which of the triggers a server that splits by that rule creates. */
async function created(rule: SplittingRule): Promise<readonly string[]> {
  client.cloudflare.behave({ splitsSql: rule });
  const names: string[] = [];
  for (const [name, trigger] of Object.entries(triggers)) {
    const uuid = client.database();
    const reply = await client.post(uuid, { sql: `${table}\n${trigger}\nSELECT 1;` });
    if (reply.status === 200) names.push(name);
    else {
      expect(refusalOf(reply)).toEqual([400, 7500, 'incomplete input: SQLITE_ERROR']);
      expect(await client.tables(uuid)).toEqual([]);
    }
  }
  return names;
}

describe('how a text is split', () => {
  it('is as SQLite does it, by default', async () => {
    expect(await created('as-sqlite')).toEqual(Object.keys(triggers));
  });

  it('can be as Cloudflare does it, which takes only the plainest triggers', async () => {
    expect(await created('as-cloudflare')).toEqual(['plain', 'with a CASE in parentheses']);
  });

  it('can be at each semicolon, which takes no trigger', async () => {
    expect(await created('at-semicolons')).toEqual([]);
  });

  it('is another thing for a batch', async () => {
    client.cloudflare.behave({ splitsSql: 'at-semicolons' });
    const batch = [{ sql: table }, { sql: plain }];
    expect((await client.post(client.database(), { batch })).status).toBe(200);
    client.cloudflare.behave({ splitsBatch: 'at-semicolons' });
    expect((await client.post(client.database(), { batch })).status).toBe(400);
  });

  it.each(['as-sqlite', 'as-cloudflare', 'at-semicolons'] as const)(
    'never ends a statement in quotes or comments: %s',
    (rule) => {
      const sql = `SELECT ';', ";", \`;\`, [;] -- ;\n/* ; */ ; /* ; */ ; SELECT 2 -- ;`;
      expect(split(sql, rule)).toHaveLength(2);
    },
  );
});

describe('a server that is not atomic', () => {
  it.each([
    ['text', { sql: 'CREATE TABLE t (a); SELEC; CREATE TABLE u (a)' }],
    ['batch', { batch: [{ sql: 'CREATE TABLE t (a)' }, { sql: 'SELEC' }, { sql: 'CREATE TABLE u (a)' }] }],
  ])('keeps what ran before the failure, and runs nothing behind it: %s', async (_, body) => {
    client.cloudflare.behave({ atomic: false });
    const uuid = client.database();
    expect((await client.post(uuid, body)).status).toBe(400);
    expect(await client.tables(uuid)).toEqual(['t']);
  });
});

describe('reads that lag behind', () => {
  const write = (uuid: string, n: number) =>
    client.post(uuid, { batch: [{ sql: 'INSERT INTO t VALUES (?, ?)', params: [n, [n, 255]] }] });
  const seen = async (uuid: string, ...more: readonly object[]) => {
    const reply = await client.post(
      uuid,
      { batch: [{ sql: 'SELECT n, b FROM t ORDER BY n' }, ...more] },
      'raw',
    );
    return (resultOf(reply) as [{ results: { rows: unknown[][] } }])[0].results.rows;
  };

  it.each([1, 2])('show the state before the last commits, values and all: %i', async (readsLagBy) => {
    const uuid = client.database();
    await client.post(uuid, { sql: 'CREATE TABLE t (n, b)' });
    await write(uuid, 1);
    client.cloudflare.behave({ readsLagBy });
    expect(await seen(uuid)).toEqual([[1, [1, 255]]]);
    await write(uuid, 2);
    await write(uuid, 3);
    const rows = [1, 2, 3].map((n) => [n, [n, 255]]);
    expect(await seen(uuid)).toEqual(rows.slice(0, -readsLagBy));
    expect(await seen(uuid, { sql: 'DELETE FROM t WHERE 0' })).toEqual(rows);
  });

  it('fail as the database would', async () => {
    const uuid = client.database();
    client.cloudflare.behave({ readsLagBy: 1 });
    await client.post(uuid, { sql: 'CREATE TABLE t (n)' });
    const reply = await client.post(uuid, { sql: 'SELECT n FROM t' });
    expect(refusalOf(reply)).toEqual([400, 7500, 'no such table: t: SQLITE_ERROR']);
  });
});

describe('how values arrive', () => {
  const types = async () => {
    const params = [1, 1.5, 'a', true, false, null, [1, 2]];
    const sql = 'SELECT ?1 AS n, ?2 AS f, ?3 AS s, ?4 AS t, ?5 AS u, ?6 AS z, ?7 AS b, typeof(?1) AS type';
    const reply = await client.post(client.database(), { batch: [{ sql, params }] }, 'raw');
    const [{ results }] = resultOf(reply) as [{ results: { rows: unknown[][] } }];
    return results.rows[0];
  };

  it('is as they are, but for true and false', async () => {
    expect(await types()).toEqual([1, 1.5, 'a', 'true', 'false', null, [1, 2], 'real']);
  });

  it('can be as a binding takes true and false', async () => {
    client.cloudflare.behave({ booleansAsText: false });
    expect(await types()).toEqual([1, 1.5, 'a', 1, 0, null, [1, 2], 'real']);
  });

  it('can be as text, all but null', async () => {
    client.cloudflare.behave({ paramsAsText: true });
    expect(await types()).toEqual(['1', '1.5', 'a', 'true', 'false', null, '[1,2]', 'text']);
  });
});
