// Durable Objects that migrate their own storage, with core as it is published.
import { describe, expect, it } from 'vitest';
import { amountOf } from '../../../scripts/searches.ts';
import { type Objects, startObjects } from './objects.ts';

const table = (migration: string) => {
  const name = migration.replace(/^\d+_/, '');
  return `'${migration}': {
    async up(db) { await db.run('CREATE TABLE ${name} (id INTEGER PRIMARY KEY)'); },
    async down(db) { await db.run('DROP TABLE ${name}'); },
  }`;
};
const tables = (...names: readonly string[]) =>
  `export const migrations = { ${names.map(table).join(',')} };`;
const broken = `'2_b': {
  async up(db) { await db.run('CREATE TABLE b (id)'); await db.run('INSERT INTO nowhere VALUES (1)'); },
}`;
const withBroken = `export const migrations = { ${table('1_a')}, ${broken} };`;

async function tablesOf(objects: Objects, kind: 'Room' | 'Bare', name: string): Promise<readonly string[]> {
  const query = "SELECT name FROM sqlite_schema WHERE name GLOB '[a-z]' ORDER BY 1";
  const { result } = await objects.ask(kind, name, 'sql', query);
  return (result as { name: string }[]).map((row) => row.name);
}

describe('objectMigrations()', () => {
  it('migrates in the constructor, and writes the ledger that D1 has', async () => {
    const objects = await startObjects(tables('1_a', '2_b', '3_c'));
    expect((await objects.ask('Room', 'a', 'ready')).result).toBe('ready');
    expect((await objects.ask('Room', 'a', 'status')).result).toMatchObject({
      state: 'migrated',
      head: '3_c',
      pending: 0,
      failure: null,
      migrations: [{ state: 'applied' }, { state: 'applied' }, { state: 'applied' }],
    });
    const { result: rows } = await objects.ask('Room', 'a', 'sql', 'SELECT * FROM migrations');
    expect(rows[2]).toMatchObject({
      migration: '3_c',
      batch: 1,
      state: 'applied',
      down_sql: 'DROP TABLE c;',
      statements: 1,
      applied_at: expect.stringMatching(/^\d{4}-.*Z$/),
      bookmark: expect.stringMatching(/^\d/),
    });
    expect(rows.map(({ run_id }: { run_id: string }) => run_id)).toEqual(Array(3).fill(rows[0].run_id));
  });

  it('throws the error of a failed migration at each request, and does not start the object anew', async () => {
    const objects = await startObjects(withBroken);
    const names = Array.from({ length: 5 }, () => 'a');
    for (const { error } of await objects.askAll('Room', names, 'ready')) {
      expect(error).toMatchObject({
        code: 'MIGRATION.FAILED',
        message:
          "Migrating '2_b' failed at statement 2 (INSERT INTO nowhere VALUES (1)): no such table: nowhere: SQLITE_ERROR",
        hint: 'It changed nothing: deploy a corrected migration.',
        details: { report: { done: [{ name: '1_a' }], remaining: [{ name: '2_b' }] } },
      });
    }
    expect((await objects.ask('Room', 'a', 'served')).error.code).toBe('MIGRATION.FAILED');
    expect(await tablesOf(objects, 'Room', 'a')).toEqual(['a']);
    expect((await objects.ask('Room', 'a', 'starts')).result).toBe(1);
    await objects.deploy(tables('1_a', '2_b'));
    expect((await objects.ask('Room', 'a', 'served')).result).toBe('served');
    expect(await tablesOf(objects, 'Room', 'a')).toEqual(['a', 'b']);
  });

  it('keeps an object in maintenance, where its methods go on answering', async () => {
    const objects = await startObjects(`export const options = { onFailure: 'maintenance' };
      export const migrations = { ${table('1_a')}, '2_b': { async up(db) {
        if (await db.prepare('SELECT count(*) AS n FROM a').first('n') === 0) throw new Error('a is empty');
        await db.run('CREATE TABLE b (id)');
      } } };`);
    const refusal = { code: 'OBJECT.IN_MAINTENANCE', message: expect.stringContaining('in maintenance') };
    expect((await objects.ask('Room', 'a', 'ready')).error).toMatchObject(refusal);
    expect((await objects.ask('Room', 'a', 'served')).result).toEqual({ status: 503, body: refusal });
    const failed = { code: 'MIGRATION.FAILED', message: "Migrating '2_b' failed: a is empty" };
    const { result } = await objects.ask('Room', 'a', 'status');
    expect(result).toMatchObject({ state: 'failed', head: '1_a', pending: 1, failure: failed });
    expect((await objects.ask('Room', 'a', 'retry')).result).toMatchObject({ failure: failed });
    expect((await objects.ask('Room', 'a', 'pretend')).result.steps).toMatchObject([
      { name: '2_b', statements: null, unknown: 'it would fail: a is empty' },
    ]);
    await objects.ask('Room', 'a', 'sql', 'INSERT INTO a VALUES (1)');
    expect((await objects.ask('Room', 'a', 'retry')).result).toMatchObject({ state: 'migrated' });
    expect((await objects.ask('Room', 'a', 'served')).result).toBe('served');
  });

  it('rolls back, is not served while its code expects more, and applies it again', async () => {
    const objects = await startObjects(tables('1_a', '2_b', '3_c'));
    const rolledBack = await objects.ask('Room', 'a', 'rollback', { step: 2 });
    expect(rolledBack.result).toMatchObject({ state: 'failed', head: '1_a', pending: 2 });
    expect((await objects.ask('Room', 'a', 'ready')).error).toMatchObject({
      code: 'OBJECT.ROLLED_BACK',
      details: { names: ['2_b', '3_c'] },
    });
    expect((await objects.ask('Room', 'a', 'pretend')).result.steps).toMatchObject([
      { name: '2_b', statements: [{ sql: 'CREATE TABLE b (id INTEGER PRIMARY KEY)' }], unknown: null },
      { name: '3_c', statements: [{}], unknown: null },
    ]);
    expect(await tablesOf(objects, 'Room', 'a')).toEqual(['a']);
    expect((await objects.ask('Room', 'a', 'retry')).result).toMatchObject({ state: 'migrated' });
    expect((await objects.ask('Room', 'a', 'rollback', { step: 0 })).error.code).toBe('OPTION.INVALID');
    expect((await objects.ask('Room', 'a', 'rollback', { to: '1_a' })).result).toMatchObject({ pending: 2 });
    await objects.ask('Room', 'a', 'end');
    expect((await objects.ask('Room', 'a', 'status')).result).toMatchObject({ state: 'migrated' });
  });

  it('is not served after a rollback that has failed halfway', async () => {
    const objects = await startObjects(`export const migrations = { ${table('1_a')},
      '2_b': {
        async up(db) { await db.run('CREATE TABLE b (id)'); },
        async down(db) { await db.run('DROP TABLE nowhere'); },
      }, ${table('3_c')} };`);
    expect((await objects.ask('Room', 'a', 'rollback', { to: 'missing' })).error.code).toBe(
      'MIGRATION.NOT_FOUND',
    );
    expect((await objects.ask('Room', 'a', 'ready')).result).toBe('ready');
    expect((await objects.ask('Room', 'a', 'rollback', { step: 3 })).error).toMatchObject({
      code: 'MIGRATION.FAILED',
      details: { step: { direction: 'down', name: '2_b' }, report: { done: [{ name: '3_c' }] } },
    });
    expect((await objects.ask('Room', 'a', 'ready')).error).toMatchObject({
      code: 'OBJECT.ROLLED_BACK',
      details: { names: ['3_c'] },
    });
    expect(await tablesOf(objects, 'Room', 'a')).toEqual(['a', 'b']);
  });

  it('serves older code on a newer schema, says so, and rolls back by what was stored', async () => {
    const objects = await startObjects(tables('1_a', '2_b', '3_c'));
    await objects.ask('Room', 'a', 'ready');
    await objects.deploy(tables('1_a'));
    expect((await objects.ask('Room', 'a', 'served')).result).toBe('served');
    expect((await objects.ask('Room', 'a', 'status')).result).toMatchObject({
      state: 'newer',
      head: '3_c',
      migrations: [
        { state: 'applied' },
        { name: '2_b', state: 'missing' },
        { name: '3_c', state: 'missing' },
      ],
    });
    const { result } = await objects.ask('Bare', 'a', 'migrate');
    expect(result.warnings).toEqual([]);
    expect((await objects.ask('Room', 'a', 'rollback', { to: '1_a' })).result).toMatchObject({
      state: 'migrated',
      head: '1_a',
    });
    expect(await tablesOf(objects, 'Room', 'a')).toEqual(['a']);
  });

  it('puts a migration in the place of those that it replaces', async () => {
    const objects = await startObjects(tables('1_a', '2_b', '3_c'));
    await objects.ask('Room', 'a', 'ready');
    const ledger = async () =>
      (
        await objects.ask(
          'Room',
          'a',
          'sql',
          'SELECT id, migration, batch, down_sql FROM migrations ORDER BY id',
        )
      ).result;
    await objects.deploy(`export const migrations = { ${table('3_c')}, '2_squashed': {
      replaces: ['1_a', '2_b'],
      async up(db) { await db.exec('CREATE TABLE a (id); CREATE TABLE b (id)'); },
      async down(db) { await db.exec('DROP TABLE a; DROP TABLE b'); },
    } };`);
    expect((await objects.ask('Room', 'a', 'status')).result).toMatchObject({
      state: 'migrated',
      head: '3_c',
    });
    expect(await ledger()).toMatchObject([
      { id: 2, migration: '2_squashed', batch: 1, down_sql: 'DROP TABLE a;\nDROP TABLE b;' },
      { id: 3, migration: '3_c', batch: 1 },
    ]);
    expect((await objects.ask('Room', 'a', 'rollback', { step: 1 })).result).toMatchObject({
      head: '2_squashed',
    });
    expect(await tablesOf(objects, 'Room', 'a')).toEqual(['a', 'b']);
    await objects.ask('Room', 'new', 'ready');
    expect(await tablesOf(objects, 'Room', 'new')).toEqual(['a', 'b', 'c']);
  });

  it('restores to the bookmark of the last run, or says that the runtime cannot', async () => {
    const objects = await startObjects(`${tables('1_a', '2_b')}
      export const scenarios = { async restore({ ctx }, { objectMigrations }) {
        const { storage } = ctx;
        let [point, restoredTo] = [0, ''];
        const { sql } = storage;
        const recovering = {
          sql,
          transactionSync: (closure) => storage.transactionSync(closure),
          getCurrentBookmark: async () => 'point-' + (point += 1),
          onNextSessionRestoreBookmark: async (bookmark) => { restoredTo = bookmark; return 'undo'; },
        };
        const state = { storage: recovering, blockConcurrencyWhile: (work) => ctx.blockConcurrencyWhile(work) };
        await objectMigrations(state, { '1_a': migrations['1_a'] }).ready();
        const whole = objectMigrations(state, migrations);
        await whole.ready();
        const last = await whole.restore();
        return { last, restoredTo, first: await whole.restore({ before: 'a' }) };
      } };`);
    expect((await objects.ask('Bare', 'a', 'scenario', 'restore')).result).toEqual({
      last: { before: '2_b', bookmark: 'point-2', undo: 'undo' },
      restoredTo: 'point-2',
      first: { before: '1_a', bookmark: 'point-1', undo: 'undo' },
    });
    expect((await objects.ask('Room', 'a', 'restore')).error).toMatchObject({
      code: 'OBJECT.NOT_RESTORABLE',
      message: expect.stringContaining('point-in-time recovery'),
    });
  });
});

describe('migrateObject()', () => {
  const counting = `
    const counted = (storage) => {
      const asked = [];
      const { sql } = storage;
      const exec = (text, ...values) => { asked.push(text); return sql.exec(text, ...values); };
      const transactionSync = (closure) => { asked.push('transaction'); return storage.transactionSync(closure); };
      return { asked, storage: { sql: { exec, databaseSize: sql.databaseSize }, transactionSync } };
    };`;

  it('reads once if nothing is pending, and waits for nothing', async () => {
    const objects = await startObjects(`${counting} ${tables('1_a', '2_b')}
      export const scenarios = { async nothing({ ctx }, { migrateObject }) {
        await migrateObject(ctx.storage, migrations);
        const { asked, storage } = counted(ctx.storage);
        let isDone = false;
        const running = migrateObject(storage, migrations).then(() => { isDone = true; });
        const atOnce = [...asked];
        await undefined;
        return { atOnce, isDone, asked, end: await running };
      } };`);
    const { result } = await objects.ask('Bare', 'a', 'scenario', 'nothing');
    expect(result.asked).toEqual([expect.stringMatching(/^SELECT id, .* FROM "migrations" ORDER BY id$/)]);
    expect(result).toMatchObject({ atOnce: result.asked, isDone: true });
  });

  it('runs nothing twice if requests and an alarm come while it runs', async () => {
    const objects = await startObjects(`export const migrations = { '1_slow': { async up(db) {
        await db.run('CREATE TABLE ran (id INTEGER PRIMARY KEY)');
        await db.run('CREATE TABLE alarms (id INTEGER PRIMARY KEY)');
        await scheduler.wait(200);
        await db.run('INSERT INTO ran DEFAULT VALUES');
      } } };
      export const scenarios = { ring: ({ ctx }) => ctx.storage.setAlarm(Date.now()) };`);
    for (const kind of ['Bare', 'Room'] as const) {
      const names = Array.from({ length: 8 }, () => 'a');
      const rings = kind === 'Bare' ? [objects.ask(kind, 'a', 'scenario', 'ring')] : [];
      const answers = await objects.askAll(kind, names, kind === 'Bare' ? 'migrate' : 'ready');
      await Promise.all(rings);
      expect(answers.map(({ ok }) => ok)).toEqual(names.map(() => true));
      expect((await objects.ask(kind, 'a', 'sql', 'SELECT count(*) AS n FROM ran')).result).toEqual([
        { n: 1 },
      ]);
    }
    const alarms = async () => (await objects.ask('Bare', 'a', 'sql', 'SELECT * FROM alarms')).result.length;
    while ((await alarms()) === 0);
    expect((await objects.ask('Bare', 'a', 'sql', 'SELECT * FROM ran')).result).toHaveLength(1);
  });

  it('lets a migration read what it has written', async () => {
    const objects = await startObjects(`export const migrations = { '1_a': { async up(db) {
      await db.run('CREATE TABLE a (id INTEGER PRIMARY KEY, n, b)');
      const { meta } = await db.run('INSERT INTO a (n, b) VALUES (?, ?)', true, new Uint8Array([1, 2]));
      const { results } = await db.prepare('INSERT INTO a (n) VALUES (?) RETURNING id, n').bind('x').all();
      const first = await db.prepare('UPDATE a SET n = n || 1 WHERE id = 2 RETURNING n').first('n');
      const rows = await db.prepare('SELECT id, n, b FROM a').raw();
      await db.run('CREATE TABLE saw AS SELECT ? AS text', JSON.stringify([meta.last_row_id, meta.changes, results, first, rows]));
    } } };`);
    expect((await objects.ask('Bare', 'a', 'migrate')).result.done).toMatchObject([{ statements: 5 }]);
    const { result } = await objects.ask('Bare', 'a', 'sql', 'SELECT text FROM saw');
    expect(JSON.parse(result[0].text)).toEqual([
      1,
      1,
      [{ id: 2, n: 'x' }],
      'x1',
      [
        [1, 1, [1, 2]],
        [2, 'x1', null],
      ],
    ]);
  });

  it('keeps what a migration does after it has caught the error of a call', async () => {
    const objects = await startObjects(`export const migrations = { '1_caught': { async up(db) {
      await db.run('CREATE TABLE a (id INTEGER PRIMARY KEY)');
      for (const id of [1, 1, 2]) {
        try {
          await db.prepare('INSERT INTO a VALUES (?) RETURNING id').bind(id).first();
        } catch {
          await db.run('INSERT INTO a VALUES (10)');
        }
      }
    } } };`);
    expect((await objects.ask('Bare', 'a', 'migrate')).ok).toBe(true);
    expect((await objects.ask('Bare', 'a', 'sql', 'SELECT id FROM a')).result).toEqual(
      [1, 2, 10].map((id) => ({ id })),
    );
  });

  it('refuses a table of another program that has the name of the ledger', async () => {
    const objects = await startObjects(`${tables('1_a')}
      export const scenarios = { taken: ({ ctx }, { migrateObject }) => {
        ctx.storage.sql.exec('CREATE TABLE migrations (name TEXT)');
        return migrateObject(ctx.storage, migrations);
      } };`);
    expect((await objects.ask('Bare', 'a', 'scenario', 'taken')).error.code).toBe('LEDGER.UNREADABLE');
    const named = await objects.ask('Bare', 'a', 'migrate', { ledger: 'applied' });
    expect(named.result.done).toHaveLength(1);
  });

  it('undoes a migration whose answer is another one when it is asked again', async () => {
    const objects = await startObjects(`
      const summing = (writes) => (ctx) => ({
        '1_a': { async up(db) { await db.run('CREATE TABLE a (n)'); } },
        '2_sum': { async up(db) {
          const n = await db.prepare('SELECT count(*) AS n FROM a').first('n');
          if (writes-- > 0) ctx.storage.sql.exec('INSERT INTO a VALUES (1)');
          await db.run('CREATE TABLE sum AS SELECT ? AS n', n);
        } },
      });
      const chance = () => ({ '1_chance': { async up(db) {
        const n = await db.prepare('SELECT random() AS n').first('n');
        await db.run('CREATE TABLE a AS SELECT ? AS n', n);
      } } });
      const made = () => ({ '1_made': { async up(db) {
        await db.run('CREATE TABLE a (n)');
        await db.run('INSERT INTO a VALUES (random())');
      } } });
      const cases = { once: summing(1), often: summing(9), chance, made };
      export const migrations = {};
      export const scenarios = {
        run: ({ ctx }, { migrateObject }, name) => migrateObject(ctx.storage, cases[name](ctx)),
      };`);
    const run = (name: string) => objects.ask('Bare', name, 'scenario', 'run', name);
    expect((await run('once')).ok).toBe(true);
    expect((await objects.ask('Bare', 'once', 'sql', 'SELECT n FROM sum')).result).toEqual([{ n: 1 }]);
    expect((await run('often')).error).toMatchObject({
      code: 'OBJECT.ANSWER_CHANGED',
      details: { step: { name: '2_sum' }, report: { done: [{ name: '1_a' }] } },
    });
    expect((await run('chance')).error).toMatchObject({
      code: 'OBJECT.ANSWER_CHANGED',
      message:
        "Migrating '1_chance' was undone at statement 1 (SELECT random() AS n): its answer was another one when it ran again.",
    });
    expect(await tablesOf(objects, 'Bare', 'chance')).toEqual([]);
    expect((await run('made')).ok).toBe(true);
  });

  it('undoes a migration that leaves a row without its parent, and does not reset the object', async () => {
    const objects = await startObjects(`export const migrations = {
        '1_tables': { async up(db) { await db.exec(\`
          CREATE TABLE p (id INTEGER PRIMARY KEY);
          CREATE TABLE c (p INTEGER REFERENCES p (id) DEFERRABLE INITIALLY DEFERRED);\`); } },
        '2_orphans': { async up(db) { await db.run('INSERT INTO c VALUES (1), (2)'); } },
      };
      export const scenarios = { between: ({ ctx }, { migrateObject }) => migrateObject(ctx.storage, { ...migrations,
        '2_orphans': { async up(db) {
          await db.run('INSERT INTO c VALUES (1)');
          if (await db.prepare('SELECT count(*) AS n FROM c').first('n') !== 1) throw new Error('not seen');
          await db.run('INSERT INTO p VALUES (1)');
        } },
      }) };`);
    const { error } = await objects.ask('Bare', 'a', 'migrate');
    expect(error).toMatchObject({
      code: 'OBJECT.ORPHANS',
      message:
        "Migrating '2_orphans' was undone, because rows would point at nothing: 2 of 'c' without their row in 'p'.",
      details: { orphans: [{ table: 'c', parent: 'p', rows: 2 }] },
    });
    expect((await objects.ask('Bare', 'a', 'starts')).result).toBe(1);
    expect((await objects.ask('Bare', 'a', 'scenario', 'between')).ok).toBe(true);
    expect((await objects.ask('Bare', 'a', 'sql', 'SELECT p FROM c')).result).toEqual([{ p: 1 }]);
  });

  it.each([
    ['changes a row of the ledger', 'UPDATE migrations SET batch = 7'],
    ['drops the ledger', 'DROP TABLE migrations'],
    [
      'gives the ledger a trigger',
      'CREATE TRIGGER t AFTER INSERT ON migrations BEGIN DELETE FROM migrations; END',
    ],
    ['changes the columns of the ledger', 'ALTER TABLE migrations DROP COLUMN environment'],
  ])('undoes a migration that %s', async (_, sql) => {
    const objects = await startObjects(
      `export const migrations = { ${table('1_a')}, '2_touches': { async up(db) { await db.run('${sql}'); } } };`,
    );
    expect((await objects.ask('Bare', 'a', 'migrate')).error).toMatchObject({
      code: 'MIGRATION.TOUCHES_LEDGER',
      details: { report: { done: [{ name: '1_a' }] } },
    });
    expect((await objects.ask('Bare', 'a', 'sql', 'SELECT migration, batch FROM migrations')).result).toEqual(
      [{ migration: '1_a', batch: 1 }],
    );
  });
});

const many = amountOf('OBJECTS');

describe(`${many} objects`, () => {
  it('are migrated, and all say so to reportObjects()', async () => {
    const reporting = `export const scenarios = { async report({ env }, { reportObjects }, names) {
      const reports = [];
      const ask = (name) => name === 'gone' ? Promise.reject(new Error('gone')) : env.Room.getByName(name).status();
      for await (const report of reportObjects(names, ask, { concurrency: 50 })) reports.push(report);
      return reports;
    } };`;
    const objects = await startObjects(`${tables('1_a', '2_b', '3_c')} ${reporting}`);
    const names = Array.from({ length: many }, (_, index) => `tenant-${index}`);
    const { result } = await objects.ask('Bare', 'a', 'scenario', 'report', [...names, 'gone']);
    const reports = new Map(result.map((report: { id: string }) => [report.id, report]));
    expect(reports.size).toBe(many + 1);
    expect(reports.get('gone')).toEqual({
      id: 'gone',
      state: 'unreachable',
      head: null,
      pending: null,
      failure: { message: 'gone' },
    });
    for (const name of names)
      expect(reports.get(name)).toMatchObject({ state: 'migrated', head: '3_c', pending: 0 });
  });
});
