// What is found when the migrations of two branches run in either order
import { openLocalCopy, openMemoryD1 } from '@roostjs/d1-adapter/local';
import { brokenRule, remedyFor } from '@roostjs/d1-adapter/rules';
import { type BranchReport, checkBranches, type OrderProblem } from '@roostjs/internal-core';
import { createMigrator, type Migration, type MigrationEntry } from '@roostjs/migrations-core';
import { assertRowCount } from '@roostjs/migrations-core/schema';
import { describe, expect, it } from 'vitest';
import { testDatabase } from '../support/database.ts';
import { failureOf, sqlMigration } from '../support/migrations.ts';
import { common, commuting, conflicts } from './pairs.ts';

/** Name → statements, or a migration. The text of a file is what it runs. */
type Files = Readonly<Record<string, readonly string[] | Migration>>;

function sourceOf(files: Files) {
  const entries = Object.entries(files).map(
    ([name, file]): MigrationEntry => ({
      name,
      checksum: Array.isArray(file) ? file.join(';') : name,
      load: async () => (Array.isArray(file) ? sqlMigration(file) : file),
    }),
  );
  return { list: async () => entries };
}

function check(
  ancestor: Files,
  branch: Files,
  base: Files,
  openScratch = () => openMemoryD1(),
): Promise<BranchReport> {
  return checkBranches({
    ancestor: sourceOf(ancestor),
    branch: sourceOf(branch),
    base: sourceOf(base),
    openScratch,
    rules: brokenRule,
    remedyFor,
  });
}

/** Both still have all of the ancestor. */
function checkAdded(ancestor: Files, branch: Files, base: Files): Promise<BranchReport> {
  return check(ancestor, { ...ancestor, ...branch }, { ...ancestor, ...base });
}

function inShort(problem: OrderProblem): string {
  if (problem.kind === 'fails') return `${problem.order} fails ${problem.objects.join(',')}`;
  if (problem.kind === 'rows') return `rows ${problem.table}`;
  const columns = problem.columns.length === 0 ? '' : `(${problem.columns.join(',')})`;
  return `${problem.type} ${problem.name}${columns}`;
}

describe('two branches', () => {
  it.each(conflicts)('conflict: $title', async ({ branch, base, found, common: own = common }) => {
    const report = await checkAdded({ '1_common': own }, { '2_branch': branch }, { '3_base': base });
    const [finding, ...others] = report.findings;
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ kind: 'order', branch: '2_branch', base: '3_base', branchIsOlder: true });
    if (finding?.kind !== 'order') throw new Error('The order was expected to matter.');
    expect(finding.problems.map(inShort)).toEqual(found);
  });

  it.each(commuting)('commute: $title', async ({ branch, base, common: own = common }) => {
    expect(await checkAdded({ '1_common': own }, { '2_branch': branch }, { '3_base': base })).toEqual({
      common: 1,
      branch: ['2_branch'],
      base: ['3_base'],
      findings: [],
      unstable: [],
    });
  });
});

describe('of several migrations', () => {
  const users: Files = { '1_users': common };
  const pairsOf = ({ findings }: BranchReport) =>
    findings.map((one) =>
      one.kind === 'order' ? [one.branch, one.base, ...one.problems.map(inShort)] : one,
    );

  it('the two are named without which the problem is not there, for each problem', async () => {
    const report = await checkAdded(
      users,
      {
        '2_a': ['CREATE TABLE a (id)'],
        '4_b': ['ALTER TABLE tags RENAME COLUMN note TO text'],
        '6_c': ["INSERT INTO a VALUES ('x')"],
        '8_d': ["UPDATE users SET name = 'd'"],
      },
      {
        '3_e': ['CREATE TABLE e (id)'],
        '5_f': ["UPDATE users SET name = 'f'"],
        '7_g': ['CREATE VIEW g AS SELECT count(*) AS n FROM users'],
        '9_h': ['CREATE TABLE h AS SELECT * FROM tags'],
      },
    );
    expect(pairsOf(report)).toEqual([
      ['4_b', '9_h', 'table h(note,text)'],
      ['8_d', '5_f', 'rows users'],
    ]);
  });

  it('the order by name is tried too, where it is another one', async () => {
    const report = await checkAdded(
      users,
      { '2_a': ['CREATE TABLE copy AS SELECT * FROM tags'], '4_a': ['DROP TABLE copy'] },
      { '3_b': ['CREATE TABLE copy (id)'], '5_b': ['DROP TABLE copy'] },
    );
    expect(pairsOf(report)).toEqual([['2_a', '3_b', 'by-name fails copy']]);
    expect(report.findings[0]).toMatchObject({ branchIsOlder: true });
  });

  it('what fails without the other branch is no conflict', async () => {
    const fails = ['UPDATE nowhere SET a = 1'];
    const fine = ['CREATE TABLE fine (id)'];
    const alone = (side: string, migration: string) => [
      { kind: 'fails-alone', side, migration, statement: { number: 1, sql: fails[0] } },
    ];
    expect((await checkAdded(users, { '2_a': fails }, { '3_b': fine })).findings).toMatchObject(
      alone('branch', '2_a'),
    );
    expect((await checkAdded(users, { '2_a': fine }, { '3_b': fails })).findings).toMatchObject(
      alone('base', '3_b'),
    );
    expect((await checkAdded({ '1_c': fails }, { '2_a': fine }, { '3_b': fine })).findings).toMatchObject(
      alone('common', '1_c'),
    );
  });

  it('a migration that reads finds the rows of those before it', async () => {
    const copies: Migration = {
      async up(db) {
        const { results } = await db.prepare('SELECT label FROM tags').all<{ label: string }>();
        await db.run('CREATE TABLE labels (label TEXT)');
        for (const { label } of results) await db.run('INSERT INTO labels VALUES (?)', label);
      },
    };
    const report = await checkAdded(
      users,
      { '2_a': copies },
      { '3_b': ["INSERT INTO tags VALUES ('z', '')"] },
    );
    expect(report.findings).toMatchObject([
      { problems: [{ kind: 'rows', table: 'labels', only: [{ rows: 1 }, { rows: 0 }] }] },
    ]);
  });

  it.each<[title: string, migration: Migration, code: string]>([
    [
      'an assertion',
      { up: (db) => assertRowCount(db, 'SELECT * FROM tags', 1, 'one tag') },
      'MIGRATION.ASSERTION_FAILED',
    ],
    [
      'outside a transaction',
      { withinTransaction: false, up: async (db) => void (await db.run('CREATE TABLE fine (id)')) },
      'MIGRATION.STOPPED_HALFWAY',
    ],
    [
      'its own code',
      {
        async up(db) {
          if ((await db.prepare('SELECT 1 FROM tags WHERE label IS NULL').first()) !== null)
            throw new Error('no label');
        },
      },
      'MIGRATION.FAILED',
    ],
  ])('what fails in %s', async (_, migration, code) => {
    const base = ['INSERT INTO tags DEFAULT VALUES', 'CREATE TABLE fine (id)'];
    const { findings } = await checkAdded(users, { '2_a': migration }, { '3_b': base });
    expect(findings).toMatchObject([
      {
        kind: 'order',
        problems: expect.arrayContaining([expect.objectContaining({ order: 'base-then-branch', code })]),
      },
    ]);
  });

  it('values that differ from run to run are not compared, and the others are', async () => {
    const fills = (note: string) => [
      'CREATE TABLE IF NOT EXISTS log (id INTEGER PRIMARY KEY, token TEXT DEFAULT (hex(randomblob(8))), note TEXT)',
      `INSERT INTO log (note) VALUES ('${note}')`,
    ];
    const same = await checkAdded(users, { '2_a': fills('a') }, { '3_b': fills('b') });
    expect(same).toMatchObject({ findings: [], unstable: [{ table: 'log', column: 'token' }] });
    const other = await checkAdded(
      users,
      { '2_a': [...fills('a'), "UPDATE log SET note = 'z'"] },
      { '3_b': fills('b') },
    );
    expect(pairsOf(other)).toEqual([['2_a', '3_b', 'rows log']]);
    const shuffled = (seed: string) => [
      `CREATE TABLE ${seed} AS SELECT value, row_number() OVER (ORDER BY random()) AS place FROM json_each('[1,2,3,4,5,6,7,8,9,10,11,12]')`,
    ];
    expect(await checkAdded(users, { '2_a': shuffled('x') }, { '3_b': shuffled('y') })).toMatchObject({
      findings: [],
      unstable: expect.arrayContaining([{ table: 'x', column: 'place' }]),
    });
  });
});

describe('of the files that both had', () => {
  const both: Files = { '1_a': ['CREATE TABLE a (id)'], '2_b': ['CREATE TABLE b (id)'] };

  it('those that a squashed migration replaces may be gone', async () => {
    const squashed: Migration = {
      replaces: ['1_a', '2_b'],
      up: async (db) => void (await db.run('CREATE TABLE a (id)')),
    };
    const added: Files = { '3_c': ['ALTER TABLE a ADD COLUMN c'] };
    expect(await check(both, { '2_squashed': squashed }, { ...both, ...added })).toMatchObject({
      branch: ['2_squashed'],
      base: ['3_c'],
      findings: [],
    });
  });

  it('one that both have added is one, and with another text it is reported', async () => {
    const added: Files = { '3_c': ['CREATE TABLE c (id)'] };
    const others: Files = { '4_d': ['ALTER TABLE c ADD COLUMN d'] };
    expect((await checkAdded(both, added, { ...added, ...others })).findings).toEqual([]);
    expect((await checkAdded(both, added, { '3_c': ['CREATE TABLE c (name)'] })).findings).toEqual([
      { kind: 'changed', migration: '3_c', branch: 'added', base: 'added' },
    ]);
  });

  it('a database may have applied no more than these', async () => {
    const database = testDatabase();
    await createMigrator({
      database: database.d1,
      migrations: sourceOf({ '1_a': both['1_a'] ?? [] }),
    }).migrate();
    const before = database.content();
    const copy = () => openLocalCopy({ path: database.path });
    const [branch, base] = [
      { ...both, '3_c': ['CREATE TABLE c (id)'] },
      { ...both, '4_d': ['CREATE TABLE d (id)'] },
    ];
    expect((await check(both, branch, base, copy)).findings).toEqual([]);
    expect(database.content()).toBe(before);
    await createMigrator({ database: database.d1, migrations: sourceOf(branch) }).migrate();
    expect(await failureOf(check(both, branch, base, copy))).toMatchObject({
      code: 'BRANCHES.APPLIED',
      details: { names: ['3_c'] },
    });
  });
});
