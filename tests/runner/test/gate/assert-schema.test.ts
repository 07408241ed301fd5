// What the gate says of a database, on SQLite: by the names for which the ledger's rows count.
import { createMigrator, type Migration } from '@roostjs/migrations-core';
import {
  assertSchema,
  type GateDatabase,
  type GateOptions,
  isRoostError,
  type SchemaManifest,
} from '@roostjs/migrations-core/gate';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { source } from '../support/file-source.ts';
import { createsTable, failureOf, sqlMigration } from '../support/migrations.ts';

type Named = Readonly<Record<string, Migration>>;

const files: Named = { '1_a': createsTable('a'), '2_b': createsTable('b'), '10_c': createsTable('c') };

function manifest(needs: readonly string[], more: Partial<SchemaManifest> = {}): SchemaManifest {
  const rest = { contracts: [], replaces: {}, head: needs.at(-1) ?? null, newest: null };
  return { format: 1, ledger: 'migrations', needs, ...rest, ...more };
}

async function migrate({ d1 }: TestDatabase, migrations: Named): Promise<void> {
  const entries = Object.entries(migrations).map(([name, one]) => [name, [JSON.stringify(one.up), one]]);
  await createMigrator({ database: d1, migrations: source(Object.fromEntries(entries)) }).migrate();
}

async function migrated(migrations: Named = files): Promise<TestDatabase> {
  const database = testDatabase();
  await migrate(database, migrations);
  return database;
}

/** The database, and how many statements it was asked for. */
function counted({ d1 }: TestDatabase): GateDatabase & { readonly asked: number } {
  let asked = 0;
  return {
    get asked() {
      return asked;
    },
    prepare: (sql) => {
      asked += 1;
      return d1.prepare(sql);
    },
  };
}

const fits = (database: TestDatabase, wanted: SchemaManifest, options?: GateOptions) =>
  assertSchema(database.d1, wanted, options);

describe('assertSchema()', () => {
  it('lets code through that has what it needs', async () => {
    const database = await migrated();
    expect(await fits(database, manifest(['1_a', '10_c']))).toEqual({
      state: 'ok',
      missing: [],
      newer: null,
      head: '10_c',
    });
    expect(await fits(database, manifest([]))).toMatchObject({ state: 'ok' });
  });

  it('names what is missing', async () => {
    const database = await migrated({ '1_a': createsTable('a') });
    const failure = await failureOf(fits(database, manifest(['1_a', '2_b', '3_c'])));
    expect(isRoostError(failure)).toBe(true);
    expect(failure).toMatchObject({
      code: 'GATE.MISSING',
      message: "The database lacks migrations that this code needs: '2_b', '3_c'. It applied '1_a' last.",
      details: { missing: ['2_b', '3_c'], head: '1_a' },
    });
  });

  it('finds everything missing where there is no ledger, and creates none', async () => {
    const database = testDatabase();
    expect(await failureOf(fits(database, manifest(['1_a'])))).toMatchObject({
      code: 'GATE.MISSING',
      message: expect.stringContaining('It has applied none.'),
    });
    expect(database.schema()).toEqual([]);
  });

  it('does not count a partial migration', async () => {
    const database = await migrated();
    database.run("UPDATE migrations SET state = 'partial' WHERE migration = '2_b'");
    expect(await failureOf(fits(database, manifest(['1_a', '2_b'])))).toMatchObject({
      details: { missing: ['2_b'], head: '10_c' },
    });
  });

  it.each([
    ['10_c', null],
    ['2_b', '10_c'],
    // Names are compared as their numbers, not as texts.
    ['9_x', '10_c'],
    ['20_x', null],
  ])('tolerates nothing newer than %s', async (newest, newer) => {
    const database = await migrated();
    const asked = fits(database, manifest(['1_a'], { newest }));
    if (newer === null) return expect(await asked).toMatchObject({ state: 'ok' });
    expect(await failureOf(asked)).toMatchObject({
      code: 'GATE.NEWER',
      message: `The database has applied '${newer}', and this code tolerates nothing newer than '${newest}'.`,
    });
  });

  it('reads a ledger without the columns of this version', async () => {
    const database = testDatabase();
    database.run('CREATE TABLE migrations (id INTEGER PRIMARY KEY, migration TEXT, batch INTEGER)');
    database.run("INSERT INTO migrations (migration, batch) VALUES ('1_a', 1)");
    expect(await fits(database, manifest(['1_a'], { newest: '1_a' }))).toMatchObject({ state: 'ok' });
    expect(await failureOf(fits(database, manifest(['2_b'])))).toMatchObject({ code: 'GATE.MISSING' });
  });

  it('reads the ledger that the manifest names', async () => {
    const database = testDatabase();
    await createMigrator({ database: database.d1, migrations: files, ledger: 'History' }).migrate();
    expect(await fits(database, manifest(['1_a'], { ledger: 'History' }))).toMatchObject({ state: 'ok' });
  });

  it('takes any name', async () => {
    const name = `1_it's "a" ☃ [x];--`;
    const database = testDatabase();
    await migrate(database, { '2_b': createsTable('b') });
    database.run(`UPDATE migrations SET migration = '${name.replace("'", "''")}'`);
    expect(await fits(database, manifest([name]))).toMatchObject({ state: 'ok', head: name });
  });
});

describe('while the files change', () => {
  const squashed: Migration = {
    ...sqlMigration(['a', 'b'].map((table) => `CREATE TABLE ${table} (id INTEGER PRIMARY KEY, note TEXT)`)),
    replaces: ['1_a', '2_b'],
  };
  const [old, ...others] = [manifest(['1_a', '2_b'], { newest: '2_b' })];
  const now = manifest(['2_squashed'], { replaces: { '2_squashed': ['1_a', '2_b'] } });

  it('stays quiet when a squashed migration is recorded, or runs', async () => {
    expect(others).toEqual([]);
    const database = await migrated({ '1_a': createsTable('a'), '2_b': createsTable('b') });
    expect(await fits(database, { ...now })).toMatchObject({ state: 'ok' });
    await migrate(database, { '2_squashed': squashed });
    for (const one of [old, now]) expect(await fits(database, { ...one })).toMatchObject({ state: 'ok' });
    const fresh = await migrated({ '2_squashed': squashed });
    for (const one of [old, now]) expect(await fits(fresh, { ...one })).toMatchObject({ state: 'ok' });
  });

  it('says so where only a part of what a squashed migration replaces is applied', async () => {
    const database = await migrated({ '1_a': createsTable('a') });
    expect(await failureOf(fits(database, { ...now }))).toMatchObject({
      details: { missing: ['2_squashed'] },
    });
  });

  it('stays quiet when a repair renames a row, even to a higher number', async () => {
    const database = await migrated({ '1_a': createsTable('a'), '2_b': createsTable('b') });
    const entries = source({ '1_a': ['1', createsTable('a')], '12_b': ['2', createsTable('b')] });
    database.run('UPDATE migrations SET checksum = substr(migration, 1, 1)');
    await createMigrator({ database: database.d1, migrations: entries }).repair();
    expect(database.rows('SELECT migration FROM migrations')).toContainEqual({ migration: '12_b' });
    expect(await fits(database, { ...old } as SchemaManifest)).toMatchObject({ state: 'ok' });
    expect(await fits(database, manifest(['12_b']))).toMatchObject({ state: 'ok' });
    const replaced = { ...squashed, replaces: ['1_a', '12_b'] };
    await createMigrator({
      database: database.d1,
      migrations: source({ '12_s': ['3', replaced] }),
    }).migrate();
    for (const needed of ['1_a', '2_b', '12_b', '12_s'])
      expect(await fits(database, manifest([needed], { newest: '2_b' }))).toMatchObject({ state: 'ok' });
  });

  it('refuses a squashed migration that replaces something newer than what is tolerated', async () => {
    const database = await migrated({ '2_squashed': squashed });
    expect(await failureOf(fits(database, manifest(['1_a'], { newest: '1_a' })))).toMatchObject({
      code: 'GATE.NEWER',
      details: { newer: '2_b' },
    });
  });
});

describe('what it reads', () => {
  it('is nothing more once the database fits', async () => {
    const database = counted(await migrated());
    const wanted = manifest(['1_a']);
    for (let call = 0; call < 3; call += 1) await assertSchema(database, wanted);
    expect(database.asked).toBe(1);
    await assertSchema(database, { ...wanted });
    expect(database.asked).toBe(2);
  });

  it('is read again while the database does not fit, until it does', async () => {
    const real = await migrated({ '1_a': createsTable('a') });
    const database = counted(real);
    const wanted = manifest(['2_b']);
    for (const asked of [1, 2]) {
      await expect(assertSchema(database, wanted)).rejects.toMatchObject({ code: 'GATE.MISSING' });
      expect(database.asked).toBe(asked);
    }
    await migrate(real, files);
    await assertSchema(database, wanted);
    await assertSchema(database, wanted);
    expect(database.asked).toBe(3);
  });

  it('comes from the primary', async () => {
    const { d1 } = await migrated();
    const constraints: string[] = [];
    const database: GateDatabase = {
      prepare: () => {
        throw new Error('not in a session');
      },
      withSession: (constraint) => {
        constraints.push(constraint);
        return d1.withSession(constraint);
      },
    };
    await assertSchema(database, manifest(['1_a']));
    expect(constraints).toEqual(['first-primary']);
  });
});

describe('onMismatch', () => {
  afterEach(() => vi.restoreAllMocks());

  it('warns once, and goes on', async () => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue();
    const database = testDatabase();
    const wanted = manifest(['7_warned']);
    for (const _ of [1, 2])
      expect(await fits(database, wanted, { onMismatch: 'warn' })).toMatchObject({ state: 'missing' });
    expect(warn.mock.calls).toEqual([[expect.stringContaining("'7_warned'")]]);
  });

  it('calls a function with the error and the report, and throws what it throws', async () => {
    const database = testDatabase();
    const seen: unknown[] = [];
    const report = await fits(database, manifest(['1_a']), {
      onMismatch: (error, given) => void seen.push(error, given),
    });
    expect(seen).toEqual([expect.objectContaining({ code: 'GATE.MISSING' }), report]);
    const refuse = () => Promise.reject(new TypeError('own'));
    await expect(fits(database, manifest(['1_a']), { onMismatch: refuse })).rejects.toThrow('own');
  });

  it('gets the error of a database that cannot be read, which is no mismatch', async () => {
    const lost = new Error('D1_ERROR: Network connection lost.');
    const statement = { bind: () => ({ first: () => Promise.reject(lost) }) };
    const database: GateDatabase = { prepare: () => statement };
    await expect(assertSchema(database, manifest(['1_a']))).rejects.toBe(lost);
    const warn = vi.spyOn(console, 'warn').mockReturnValue();
    const report = await assertSchema(database, manifest(['1_a']), { onMismatch: 'warn' });
    expect(report).toEqual({ state: 'unknown', missing: [], newer: null, head: null });
    expect(warn.mock.calls).toEqual([[lost.message]]);
  });

  it('does not concern a table that is no ledger', async () => {
    const database = testDatabase();
    database.run('CREATE TABLE migrations (id INTEGER PRIMARY KEY, title TEXT)');
    await expect(fits(database, manifest(['1_a']))).rejects.toThrow('no such column: migration');
  });
});

describe('a wrong call', () => {
  it.each([
    ['format', { format: 2 }],
    ['ledger', { ledger: 'a" b' }],
    ['needs', { needs: [1] }],
    ['contracts', { contracts: undefined }],
    ['replaces', { replaces: { a: 'b' } }],
    ['replaces', { replaces: null }],
    ['head', { head: 1 }],
    ['newest', { newest: undefined }],
  ])('has a manifest whose %s is wrong', async (part, wrong) => {
    const wanted = { ...manifest(['1_a']), ...wrong } as SchemaManifest;
    expect(await failureOf(fits(testDatabase(), wanted, { onMismatch: 'warn' }))).toMatchObject({
      code: 'GATE.MANIFEST_INVALID',
      details: { part },
    });
  });

  it('has no manifest, or no database', async () => {
    const nothing = undefined as unknown;
    expect(await failureOf(fits(testDatabase(), nothing as SchemaManifest))).toMatchObject({
      code: 'GATE.MANIFEST_INVALID',
    });
    expect(await failureOf(assertSchema(nothing as GateDatabase, manifest([])))).toMatchObject({
      code: 'OPTION.INVALID',
      message: 'database is not a D1 database.',
    });
  });
});
