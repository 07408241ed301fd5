// roost migrate:lint, and what migrate says of what it applies
import { describe, expect, it } from 'vitest';
import { rowsIn, tablesIn } from './support/database.ts';
import { createsTable, migration, nameOf, runs, tables } from './support/migrations.ts';
import { emptyProject, projectWith } from './support/project.ts';
import { withoutTimes } from './support/times.ts';

const [a, b, c] = [nameOf(1, 'a'), nameOf(2, 'b'), nameOf(3, 'c')];
const first = migration(
  runs('CREATE TABLE a (id INTEGER PRIMARY KEY, note TEXT)', "INSERT INTO a VALUES (1, 'x')"),
);
const dropsNote =
  "export default {\n  async up(db) {\n    await db.run('ALTER TABLE a DROP COLUMN note');\n  },\n};\n";
const allowing = `// roost-allow drop-column: empty, 100% of it\n${dropsNote}`;
const dropping = { [`${a}.ts`]: first, [`${b}.ts`]: dropsNote };

describe.concurrent('roost migrate:lint', () => {
  it('needs neither a configuration nor a database, and makes none', async () => {
    await using project = await emptyProject({ [`m/${a}.ts`]: createsTable('a') });
    const before = await project.contents();
    const ended = await project.roost(['migrate:lint', '--path', 'm']);
    expect(ended).toMatchObject({
      exitCode: 0,
      stdout: '',
      stderr: expect.stringMatching(/^Checked 1 migration in \d+ ms: nothing found\.\n$/),
    });
    expect(await project.contents()).toEqual(before);
  });

  it('suggests comments of SQL for an SQL file, and they allow what they name', async () => {
    await using project = await emptyProject({
      'm/1_a.sql': 'CREATE TABLE a (id INTEGER PRIMARY KEY, note TEXT);\n',
      'm/2_b.sql': 'DROP TABLE a;\n',
    });
    const found = await project.roost(['migrate:lint', '--path', 'm']);
    expect(found.stdout).toContain('    -- roost-allow drop-table: (why nobody needs the rows)\n');
    await project.write({
      'm/2_b.sql': '-- roost-allow drop-table: nothing was ever written\nDROP TABLE a;\n',
    });
    expect((await project.roost(['migrate:lint', '--path', 'm'])).exitCode).toBe(0);
  });

  it('reads the comments of a file for down, and names its lines', async () => {
    const files = {
      'm/1_a.up.sql': 'CREATE TABLE a (id INTEGER PRIMARY KEY);\n',
      'm/1_a.down.sql': 'DROP TABLE a;\n',
      'm/2_b.up.sql': '-- roost-allow delete-all: only of the other file\nINSERT INTO a VALUES (1);\n',
      'm/2_b.down.sql': '\nDELETE FROM a;\n',
    };
    await using project = await emptyProject(files);
    const found = await project.roost(['migrate:lint', '--path', 'm']);
    expect(found.stdout).toContain('loss delete-all m/2_b.down.sql:2, down() statement 1');
    expect(found.stdout).toContain('advice unused-suppression m/2_b.up.sql:1\n');
    await project.write({
      'm/2_b.up.sql': 'INSERT INTO a VALUES (1);\n',
      'm/2_b.down.sql':
        '-- roost-allow drop-table: nothing\n-- roost-allow delete-all: it has one row\nDELETE FROM a;\n',
    });
    const allowed = await project.roost(['migrate:lint', '--path', 'm']);
    expect(allowed.exitCode).toBe(0);
    expect(allowed.stdout).toContain('allowed: it has one row');
    expect(allowed.stdout).toContain('advice unused-suppression m/2_b.down.sql:1, down()\n');
  });

  it('names file, line and statement, says why and what to write instead, and exits with 5', async () => {
    await using project = await projectWith(dropping);
    const ended = await project.roost(['migrate:lint']);
    expect(ended.exitCode).toBe(5);
    expect(withoutTimes(ended.stderr)).toBe(
      'Checked 2 migrations in <time>: 1 loss. 1 must be fixed or allowed.\n',
    );
    expect(ended.stdout).toBe(
      [
        `loss drop-column database/migrations/${b}.ts:3, up() statement 1 (ALTER TABLE a DROP COLUMN note)`,
        "  Dropping the column 'note' of 'a' loses its values.",
        '  The column existed before this migration, and only Time Travel can bring its values back.',
        '    // roost-allow drop-column: (why nobody needs the values)',
        '    // or keep it: ALTER TABLE a RENAME COLUMN note TO note_old;',
        '',
      ].join('\n'),
    );
  });

  it('is one object with --json', async () => {
    await using project = await projectWith(dropping);
    const { exitCode, result, target } = await project.json(['migrate:lint']);
    expect([exitCode, target, result?.['migrations'], result?.['blocking']]).toEqual([5, null, 2, 1]);
    expect(result?.['findings']).toEqual([
      {
        rule: 'drop-column',
        severity: 'loss',
        migration: b,
        direction: 'up',
        file: project.path(`database/migrations/${b}.ts`),
        line: 3,
        statement: { number: 1, sql: 'ALTER TABLE a DROP COLUMN note' },
        message: expect.stringContaining("'note'"),
        reason: expect.stringMatching(/\S/),
        loses: [{ table: 'a', columns: ['note'], isWhole: true, isByType: false }],
        rows: null,
        suggestion: expect.stringContaining('roost-allow drop-column'),
        allowed: null,
      },
    ]);
  });

  it('annotates for GitHub, from the root of the checkout, with what has a meaning there escaped', async () => {
    await using project = await projectWith({ [`${a}.ts`]: first, [`${b}.ts`]: allowing });
    const env = { GITHUB_WORKSPACE: project.path('database') };
    const allowed = await project.roost(['migrate:lint', '--format', 'github'], { env });
    expect(allowed).toMatchObject({
      exitCode: 0,
      stdout:
        `::notice file=migrations/${b}.ts,line=4,title=loss drop-column (up()%2C statement 1)::` +
        "Dropping the column 'note' of 'a' loses its values.%0AAllowed: empty, 100%25 of it\n",
    });
    await project.write({ [`database/migrations/${b}.ts`]: dropsNote });
    const ended = await project.roost(['migrate:lint', '--format', 'github']);
    expect(ended.exitCode).toBe(5);
    expect(ended.stdout).toMatch(
      new RegExp(`^::error file=database/migrations/${b}\\.ts,line=3,title=[^\\n]*\\n$`),
    );
  });

  it('has --format and --json not both', async () => {
    await using project = await projectWith(dropping);
    expect(await project.json(['migrate:lint', '--format', 'github'])).toMatchObject({
      exitCode: 2,
      error: { code: 'CLI.USAGE' },
    });
  });

  it('counts several in the plural, and says once that they are allowed', async () => {
    const drops = runs('DROP TABLE a', 'DROP TABLE b');
    await using project = await projectWith({
      ...tables('a', 'b'),
      [`${nameOf(3, 'c')}.ts`]: migration(drops),
    });
    const ended = await project.roost(['migrate:lint', '--allow', 'drop-table']);
    expect(ended.stdout.match(/allowed.*/g)).toEqual(['allowed for this run', 'allowed for this run']);
    expect(withoutTimes(ended.stderr)).toBe(
      'Checked 3 migrations in <time>: 2 losses (2 allowed). Nothing needs fixing.\n',
    );
  });

  it.each([
    ['the file, with a reason', allowing, [], 'empty, 100% of it'],
    [
      'the command line',
      dropsNote,
      ['--allow', 'drop-table', '--allow', 'drop-column'],
      'allowed for this run',
    ],
  ])('lets pass what is allowed by %s', async (_, text, flags, reason) => {
    await using project = await projectWith({ [`${a}.ts`]: first, [`${b}.ts`]: text });
    const { exitCode, result } = await project.json(['migrate:lint', ...flags]);
    expect([exitCode, result?.['blocking']]).toEqual([0, 0]);
    expect(result?.['findings']).toMatchObject([{ rule: 'drop-column', severity: 'loss', allowed: reason }]);
  });

  it('reads a file with line ends of Windows as any other', async () => {
    const text =
      '// roost-allow drop-column: empty\nexport default {\n  async up(db) {\n    await db.run(`\n      ALTER TABLE a\n      DROP COLUMN note\n    `);\n  },\n};\n';
    await using project = await projectWith({
      [`${a}.ts`]: first,
      [`${b}.ts`]: text.replaceAll('\n', '\r\n'),
    });
    const { exitCode, result } = await project.json(['migrate:lint']);
    expect(exitCode).toBe(0);
    expect(result?.['findings']).toMatchObject([{ rule: 'drop-column', line: 5, allowed: 'empty' }]);
  });

  it.each([
    ['behind a statement', dropsNote.replace("note');", "note'); // roost-allow drop-column: empty"), 0],
    [
      'behind the end of a template',
      dropsNote.replace(
        "'ALTER TABLE a DROP COLUMN note');",
        '`ALTER TABLE a DROP\nCOLUMN note\n`); // roost-allow drop-column: empty',
      ),
      0,
    ],
    ['not in a string', dropsNote.replace('note', 'note -- // roost-allow drop-column: empty'), 5],
    ['not in an address', `export const page = 'https://roost-allow drop-column: empty';\n${dropsNote}`, 5],
  ])('takes an allowance %s', async (_, text, expected) => {
    await using project = await projectWith({ [`${a}.ts`]: first, [`${b}.ts`]: text });
    const { exitCode, result } = await project.json(['migrate:lint']);
    expect([exitCode, result?.['blocking']]).toEqual([expected, expected === 0 ? 0 : 1]);
  });

  it.each([
    ['gives no reason', '// roost-allow drop-column', 'warning'],
    ['names no rule', '// roost-allow drop-colum: a slip', 'warning'],
    ['allows what is not there', '// roost-allow drop-table: there was one', 'advice'],
  ])('says so of a comment that %s', async (_, comment, severity) => {
    await using project = await projectWith({ [`${a}.ts`]: first, [`${b}.ts`]: `${comment}\n${dropsNote}` });
    const { exitCode, result } = await project.json(['migrate:lint']);
    expect(exitCode).toBe(5);
    expect(result?.['findings']).toMatchObject([
      { rule: 'drop-column', allowed: null },
      { rule: 'unused-suppression', severity, line: 1 },
    ]);
  });

  it('refuses to allow a rule that there is not', async () => {
    await using project = await projectWith(dropping);
    const { exitCode, error } = await project.json(['migrate:lint', '--allow', 'drop-colum']);
    expect([exitCode, error?.code]).toEqual([2, 'LINT.RULE_UNKNOWN']);
    expect(error?.hint).toContain('drop-table, drop-column, delete-all');
  });

  it('gives no line for a statement that is there twice', async () => {
    const up = `// 'ALTER TABLE a DROP COLUMN note'\n    ${runs('ALTER TABLE a DROP COLUMN note')}`;
    await using project = await projectWith({ [`${a}.ts`]: first, [`${b}.ts`]: migration(up) });
    const { result } = await project.json(['migrate:lint']);
    expect(result?.['findings']).toMatchObject([{ rule: 'drop-column', line: null }]);
    expect((await project.roost(['migrate:lint'])).stdout).toContain(`${b}.ts, up() statement 1`);
  });

  it('gives the line of a statement with an expression in it, and of the error in one that fails', async () => {
    const up = "const column = 'note';\n    await db.run('ALTER TABLE a DROP COLUMN ' + column);";
    const fails =
      'await db.run(`CREATE TABLE c (\n      id INTEGER PRIMARY KEY,\n      note INTEGER AUTO_INCREMENT UNIQUE NOTT NULL\n    )`);';
    await using project = await projectWith({
      [`${a}.ts`]: first,
      [`${b}.ts`]: migration(up),
      [`${c}.ts`]: migration(fails),
    });
    const { result } = await project.json(['migrate:lint']);
    expect(result?.['findings']).toMatchObject([
      { rule: 'drop-column', line: 5 },
      { rule: 'failing-statement', line: 6 },
    ]);
  });

  it('gives the reads of a migration what those before it have made', async () => {
    const reads = `const { results } = await db.prepare('SELECT id, note FROM a').all();
    for (const { id, note } of results) await db.run('INSERT INTO a VALUES (?, ?)', id + 1, note + note);`;
    await using project = await projectWith({ [`${a}.ts`]: first, [`${b}.ts`]: migration(reads) });
    expect(await project.json(['migrate:lint'])).toMatchObject({ exitCode: 0, result: { findings: [] } });
  });

  it('looks at what runs outside a transaction, with what it reads of its own', async () => {
    const up = `await db.run('CREATE TABLE c (id INTEGER)'); await db.run('INSERT INTO c VALUES (7)');
    const id = await db.prepare('SELECT id FROM c').first('id');
    if (id === 7) await db.run('DELETE FROM a');`;
    const text = migration(up, runs('DROP TABLE c'), 'withinTransaction: false,');
    await using project = await projectWith({ [`${a}.ts`]: first, [`${b}.ts`]: text });
    const { result } = await project.json(['migrate:lint']);
    expect(result?.['findings']).toMatchObject([{ rule: 'delete-all', statement: { number: 4 } }]);
  });

  it('goes on behind a migration that fails', async () => {
    const failing = migration(runs('CREATE TABLE c (id INTEGER)', "INSERT INTO a VALUES (1, 'again')"));
    const later = migration(runs('ALTER TABLE c ADD COLUMN n TEXT NOT NULL', 'DROP TABLE c'));
    const files = { [`${a}.ts`]: first, [`${b}.ts`]: failing, [`${nameOf(3, 'c')}.ts`]: later };
    await using project = await projectWith(files);
    const { result } = await project.json(['migrate:lint']);
    expect(result?.['findings']).toMatchObject([
      { rule: 'failing-statement', migration: b, statement: { number: 2 } },
      { rule: 'add-column', statement: { number: 1 } },
      { rule: 'drop-table', statement: { number: 2 } },
    ]);
  });

  it('says what cannot be listed or loaded, as every command does', async () => {
    await using project = await projectWith({ [`${a}.ts`]: 'export const up = 1;' });
    expect((await project.json(['migrate:lint'])).error?.code).toBe('MIGRATION.EXPORT_INVALID');
    expect((await project.json(['migrate:lint', '--path', 'nowhere'])).error?.code).toBe(
      'MIGRATIONS.FOLDER_MISSING',
    );
  });
});

describe.concurrent('roost migrate, on a local database', () => {
  it.for([
    ['add-column', 'ALTER TABLE a ADD COLUMN n TEXT NOT NULL', 'Cannot add a NOT NULL column'],
    ['column-in-use', 'ALTER TABLE a DROP COLUMN id', 'cannot drop PRIMARY KEY column'],
  ] as const)('says once what the failure itself says: %s', async ([rule, sql, words]) => {
    await using project = await projectWith({ [`${a}.ts`]: first, [`${b}.ts`]: migration(runs(sql)) });
    const { exitCode, stderr } = await project.roost(['migrate']);
    expect(exitCode).not.toBe(0);
    expect(stderr).not.toContain(`[${rule}]`);
    expect(stderr.split(words)).toHaveLength(2);
  });

  it('warns of a loss below the migration, applies it, and reports it', async () => {
    await using project = await projectWith(dropping);
    await project.roost(['migrate', '--to', a]);
    const ended = await project.roost(['migrate']);
    expect(ended.exitCode).toBe(0);
    expect(ended.stderr).toMatch(
      new RegExp(
        `up +${b} \\S+ m?s\\nloss ${b} at statement 1: Dropping the column 'note' .*\\[drop-column\\]\\n`,
      ),
    );
    expect(rowsIn(project.database, 'SELECT * FROM a')).toEqual([{ id: 1 }]);
  });

  it('has the findings in its report', async () => {
    await using project = await projectWith(dropping);
    await project.roost(['migrate', '--to', a]);
    const { exitCode, result } = await project.json(['migrate']);
    expect(exitCode).toBe(0);
    expect(result).toMatchObject({ done: [{ name: b }], findings: [{ rule: 'drop-column' }] });
  });

  it('says nothing of what is allowed, and nothing of advice', async () => {
    const indexed = migration(
      runs('CREATE TABLE c (id INTEGER PRIMARY KEY, a_id INTEGER REFERENCES a (id))'),
    );
    const files = { [`${a}.ts`]: first, [`${b}.ts`]: allowing, [`${nameOf(3, 'c')}.ts`]: indexed };
    await using project = await projectWith(files);
    const ended = await project.roost(['migrate']);
    expect([ended.exitCode, ended.stderr.includes('[')]).toEqual([0, false]);
  });

  it('looks at the schema of the database, whatever the files have made', async () => {
    await using project = await projectWith({ [`${a}.ts`]: first });
    await project.roost(['migrate']);
    await project.write({
      [`database/migrations/${b}.ts`]: migration(
        "await db.prepare('SELECT 1').all(); await db.run('DROP TABLE a');",
      ),
    });
    expect(await project.json(['migrate', '--pretend'])).toMatchObject({
      exitCode: 0,
      result: { findings: [{ rule: 'drop-table', message: "Dropping 'a' loses every row of 'a'." }] },
    });
    expect(tablesIn(project.database)).toEqual(['a']);
  });

  it('finds nothing on a file without the rules of D1 that only D1 refuses', async () => {
    await using project = await projectWith({
      [`${a}.ts`]: migration(runs('CREATE TEMP TABLE t (id INTEGER)')),
    });
    const { exitCode, result } = await project.json(['migrate', '--file', 'any.db', '--no-d1-rules']);
    expect([exitCode, result?.['findings']]).toEqual([0, []]);
  });
});
