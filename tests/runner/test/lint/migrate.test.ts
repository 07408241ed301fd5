// Lint in a run, as a program uses it.
import { openMemoryD1 } from '@roostjs/d1-adapter/local';
import {
  createMigrator,
  isRoostError,
  type MigrationEntry,
  type MigrationEvent,
  type MigratorOptions,
} from '@roostjs/migrations-core';
import { describe, expect, it } from 'vitest';
import { secondConnection, testDatabase } from '../support/database.ts';
import { failureOf } from '../support/migrations.ts';
import { migrationOf } from './statement-lists.ts';

const makes = migrationOf({
  up: ['CREATE TABLE a (id INTEGER PRIMARY KEY, note TEXT)', "INSERT INTO a VALUES (1, 'x')"],
});
const drops = migrationOf({ up: ['ALTER TABLE a DROP COLUMN note'] });
const adds = migrationOf({ up: ['CREATE TABLE b (id INTEGER PRIMARY KEY)'] });
const refuse = ['MIGRATION.LOSES_DATA'] as const;

/** A database with the table `a`, and a migrator of it and these migrations. */
async function migratedDatabase(migrations: Record<string, unknown>, options: Partial<MigratorOptions> = {}) {
  const database = testDatabase();
  await createMigrator({ database: database.d1, migrations: { '1_a': makes } }).migrate();
  const events: MigrationEvent[] = [];
  const migrator = createMigrator({
    database: database.d1,
    migrations: { '1_a': makes, ...migrations },
    openScratch: openMemoryD1,
    onEvent: (event) => events.push(event),
    ...options,
  });
  return { database, migrator, events };
}

const codeOf = (error: unknown): string => (isRoostError(error) ? error.code : String(error));

describe('a program that provides scratch databases', () => {
  it('gets a data loss as an event before its step ends, and in the report', async () => {
    const { migrator, events } = await migratedDatabase({ '2_drops': drops });
    const report = await migrator.migrate();
    expect(report.findings).toMatchObject([
      { rule: 'drop-column', migration: '2_drops', line: null, allowed: null },
    ]);
    expect(events.map(({ type }) => type)).toEqual([
      'run-started',
      'step-started',
      'step-findings',
      'step-finished',
      'run-finished',
    ]);
  });

  it('can refuse a data loss before anything is written and before approval is asked', async () => {
    let asked = 0;
    const approve = async (): Promise<void> => {
      asked += 1;
    };
    const { database, migrator, events } = await migratedDatabase(
      { '2_b': adds, '3_drops': drops },
      { approve },
    );
    const before = database.content();
    expect(codeOf(await migrator.migrate({ failOn: refuse }).catch((error: unknown) => error))).toBe(
      'MIGRATION.LOSES_DATA',
    );
    expect([database.content(), asked, events]).toEqual([before, 0, []]);
    await migrator.migrate({ failOn: refuse, allow: ['drop-column'] });
    expect(database.rows('SELECT * FROM a')).toEqual([{ id: 1 }]);
  });

  it('gets findings for rows deleted with a replaced one and for a key that loses its index, on a part of the schema', async () => {
    const found = migrationOf({
      up: [
        'CREATE TABLE users (id INTEGER PRIMARY KEY, mail TEXT)',
        'CREATE UNIQUE INDEX idx_users_mail ON users (mail)',
        'CREATE TABLE posts (user_id INTEGER REFERENCES users (id) ON DELETE CASCADE)',
        'CREATE TABLE mails (mail TEXT REFERENCES users (mail))',
        "INSERT INTO users VALUES (1, 'w')",
        'INSERT INTO posts VALUES (1)',
      ],
    });
    const lasting = migrationOf({ up: ['CREATE TABLE more (mail TEXT REFERENCES users (mail))'] });
    const seeds = migrationOf({ up: ["INSERT OR REPLACE INTO users VALUES (1, 'x')"] });
    const unkeyed = migrationOf({ up: ['DROP INDEX idx_users_mail'] });
    const { database } = await migratedDatabase({});
    const all = { '1_a': makes, '2_found': found };
    await createMigrator({ database: database.d1, migrations: all }).migrate();
    const { findings } = await createMigrator({
      database: database.d1,
      migrations: { ...all, '3_lasting': lasting, '4_seeds': seeds, '5_unkeyed': unkeyed },
      openScratch: openMemoryD1,
    }).migrate();
    const told = findings.filter(({ severity }) => severity !== 'advice');
    expect(told.map(({ rule, migration }) => [rule, migration])).toEqual([
      ['drop-parent', '4_seeds'],
      ['broken-reference', '5_unkeyed'],
      ['broken-reference', '5_unkeyed'],
    ]);
  });

  it('cannot allow a rule that does not exist', async () => {
    const { migrator } = await migratedDatabase({});
    expect(codeOf(await migrator.migrate({ allow: ['drop-colum'] }).catch((error: unknown) => error))).toBe(
      'LINT.RULE_UNKNOWN',
    );
  });

  it('sees the findings in the plan that it approves', async () => {
    const plans: unknown[] = [];
    const unrepeatable = migrationOf({ up: ["INSERT INTO a VALUES (random(), 'y')"] });
    const approve = async (plan: unknown): Promise<void> => void plans.push(plan);
    const { migrator } = await migratedDatabase({ '2_c': unrepeatable }, { approve });
    await migrator.migrate({ failOn: refuse });
    expect(plans).toMatchObject([{ findings: [{ rule: 'non-deterministic-seed', migration: '2_c' }] }]);
  });

  it('sends once what was recorded before, even if another run has applied a part of it meanwhile', async () => {
    let called = 0;
    const counting = {
      up: async (db: { run(sql: string): Promise<unknown> }) => {
        called += 1;
        await db.run('CREATE TABLE c (id INTEGER)');
      },
    };
    const migrations = { '1_a': makes, '2_b': adds };
    const { database, migrator } = await migratedDatabase(
      { '2_b': adds, '3_c': counting },
      {
        approve: async () => {
          await createMigrator({ database: secondConnection(database), migrations }).migrate();
        },
      },
    );
    const report = await migrator.migrate({ failOn: refuse });
    expect([report.skipped, report.done]).toMatchObject([[{ name: '2_b' }], [{ name: '3_c' }]]);
    expect(called).toBe(1);
  });

  it('gets no findings without them', async () => {
    const { migrator } = await migratedDatabase({ '2_drops': drops });
    const bare = createMigrator({
      database: testDatabase().d1,
      migrations: { '1_a': makes, '2_drops': drops },
    });
    expect((await bare.migrate({ failOn: refuse })).findings).toEqual([]);
    expect((await migrator.migrate({ pretend: true })).findings).toMatchObject([{ rule: 'drop-column' }]);
  });

  it('gets a finding for a schema that cannot be created on one, and none for what may only follow from it', async () => {
    const { database, migrator } = await migratedDatabase({
      '2_d': migrationOf({ up: ['INSERT INTO t (a) VALUES (1)', 'DROP TABLE t'] }),
    });
    // A file outside of D1 may hold what D1 refuses.
    database.run('CREATE TABLE t (a INTEGER CHECK (a > 0 AND sqlite_version() > 0))');
    const before = database.content();
    const refused = await failureOf(migrator.migrate({ failOn: refuse }));
    expect(refused.code).toBe('MIGRATION.LOSES_DATA');
    expect(refused.message).toContain(
      "'2_d' may lose data: Part of the schema could not be created on a scratch database: table 't'",
    );
    expect(database.content()).toBe(before);
    const report = await migrator.migrate({ failOn: refuse, allow: ['not-linted'] });
    expect(report.findings.map(({ rule, severity }) => [rule, severity])).toEqual([['not-linted', 'loss']]);
    expect(report.findings[0]?.message).toContain("table 't' (D1_ERROR: ");
  });
});

it('a suppression in one migration does not hold for another that misses the same table', async () => {
  const database = testDatabase();
  database.run('CREATE TABLE t (a INTEGER CHECK (a > 0 AND sqlite_version() > 0))');
  const entry = (name: string, sql: string, text: string): MigrationEntry => ({
    name,
    text,
    load: async () => ({ default: migrationOf({ up: [sql] }) }),
  });
  const entries = [
    entry('1_a', 'INSERT INTO t (a) VALUES (1)', '// roost-allow not-linted: it only adds a row'),
    entry('2_b', 'DROP TABLE t', ''),
  ];
  const migrator = createMigrator({
    database: database.d1,
    migrations: { list: async () => entries },
    openScratch: openMemoryD1,
  });
  const refused = await failureOf(migrator.migrate({ failOn: refuse }));
  expect(refused).toMatchObject({ code: 'MIGRATION.LOSES_DATA' });
  expect(refused.message).toContain("'2_b' may lose data");
});

it('the children of a table that replaces rows by itself are found before anything runs', async () => {
  const first = migrationOf({
    up: [
      'CREATE TABLE a (id INTEGER PRIMARY KEY, note TEXT UNIQUE ON CONFLICT REPLACE)',
      'CREATE TABLE c (id INTEGER PRIMARY KEY, a_id INTEGER REFERENCES a (id) ON DELETE CASCADE)',
      "INSERT INTO a VALUES (1, 'x')",
      'INSERT INTO c VALUES (1, 1)',
    ],
  });
  const { d1 } = testDatabase();
  await createMigrator({ database: d1, migrations: { '1_a': first } }).migrate();
  const seeds = migrationOf({ up: ["INSERT INTO a VALUES (2, 'x')"] });
  const migrations = { '1_a': first, '2_seeds': seeds };
  const migrator = createMigrator({ database: d1, migrations, openScratch: openMemoryD1 });
  expect(codeOf(await migrator.migrate({ failOn: refuse }).catch((error) => error))).toBe(
    'MIGRATION.LOSES_DATA',
  );
});

describe('if nothing is refused, the existing rows decide:', () => {
  it('losing no row is not reported', async () => {
    const database = testDatabase();
    const empty = migrationOf({ up: ['CREATE TABLE a (id INTEGER PRIMARY KEY, note TEXT)'] });
    const migrations = { '1_a': empty, '2_drops': drops };
    await createMigrator({ database: database.d1, migrations: { '1_a': empty } }).migrate();
    const migrator = createMigrator({ database: database.d1, migrations, openScratch: openMemoryD1 });
    expect((await migrator.migrate()).findings).toEqual([]);
  });

  it.each([
    { values: "('123'), ('-5'), ('abc'), (NULL)", rows: null },
    { values: "('123'), ('00123'), ('12345678901234567890')", rows: 2 },
  ])('values that another type changes are counted among $values', async ({ values, rows }) => {
    const database = testDatabase();
    const makes = migrationOf({
      up: ['CREATE TABLE codes (code TEXT)', `INSERT INTO codes VALUES ${values}`],
    });
    const retypes = migrationOf({
      up: [
        'CREATE TABLE n (code INTEGER)',
        'INSERT INTO n SELECT code FROM codes',
        'DROP TABLE codes',
        'ALTER TABLE n RENAME TO codes',
      ],
    });
    await createMigrator({ database: database.d1, migrations: { '1_a': makes } }).migrate();
    const migrations = { '1_a': makes, '2_b': retypes };
    const { findings } = await createMigrator({
      database: database.d1,
      migrations,
      openScratch: openMemoryD1,
    }).migrate();
    expect(findings.map((finding) => [finding.rule, finding.rows])).toEqual(
      rows === null ? [] : [['type-change', rows]],
    );
  });
});
