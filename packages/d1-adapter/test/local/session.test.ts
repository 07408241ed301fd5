import { describe, expect, it } from 'vitest';
import { databaseWith, rejectionOf } from '../support/local.ts';

describe('a session', () => {
  it.each([undefined, 'first-primary', 'first-unconstrained', ''])(
    'after %j has a bookmark from its first query on',
    async (constraint) => {
      const session = (await databaseWith()).withSession(constraint);
      expect(session.getBookmark()).toBeNull();
      await session.prepare('SELECT 1').all();
      expect(session.getBookmark()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{32}$/);
    },
  );

  it('has a later bookmark after each query', async () => {
    const session = (await databaseWith()).withSession();
    await session.prepare('CREATE TABLE a (b)').run();
    const first = session.getBookmark();
    await session.batch([session.prepare('INSERT INTO a VALUES (1)')]);
    expect((session.getBookmark() ?? '') > (first ?? '')).toBe(true);
  });

  it('gets no bookmark from a query that fails', async () => {
    const session = (await databaseWith()).withSession();
    await rejectionOf(session.prepare('SELEC').all());
    expect(session.getBookmark()).toBeNull();
  });

  it('continues from the bookmark it was given', async () => {
    const db = await databaseWith();
    const earlier = db.withSession();
    await earlier.prepare('CREATE TABLE a (b)').run();
    const session = db.withSession(earlier.getBookmark() ?? '');
    expect(session.getBookmark()).toBe(earlier.getBookmark());
    expect(await session.prepare('SELECT name FROM sqlite_schema').raw()).toEqual([['a']]);
  });

  it('reports which statement of its batch failed', async () => {
    const session = (await databaseWith()).withSession();
    const failing = session.batch([session.prepare('SELECT 1'), session.prepare('SELECT nope')]);
    expect(await rejectionOf(failing)).toMatchObject({ statementIndex: 1 });
  });
});

describe('the classes', () => {
  it('have the names of those of Cloudflare', async () => {
    const db = await databaseWith();
    const names = [db, db.prepare(''), db.withSession()].map((value) => value.constructor.name);
    expect(names).toEqual(['D1Database', 'D1PreparedStatement', 'D1DatabaseSession']);
  });

  it('bind returns a new statement and does not change the old one', async () => {
    const statement = (await databaseWith()).prepare('SELECT ?1 AS a');
    const [one, two] = [statement.bind(1), statement.bind(2)];
    expect([await one.first('a'), await two.first('a')]).toEqual([1, 2]);
    expect((await rejectionOf(statement.first())).message).toMatch(/Wrong number/);
  });

  it('bind throws at once for a value that D1 has no type for', async () => {
    const statement = (await databaseWith()).prepare('SELECT ?');
    expect(() => statement.bind(undefined)).toThrow(
      "D1_TYPE_ERROR: Type 'undefined' not supported for value 'undefined'",
    );
    expect(() => statement.bind(Symbol('s'))).toThrow("D1_TYPE_ERROR: Type 'symbol'");
    expect(() => statement.bind(BigInt64Array.of(1n))).toThrow('D1_TYPE_ERROR');
  });
});
