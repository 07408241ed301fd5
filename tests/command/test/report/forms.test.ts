// The forms of roost report but for how a page looks: what is in them, what is not, and how they are written.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import ajv from 'ajv-draft-04';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prepareDatabase } from '../support/database.ts';
import { migration, nameOf, runs } from '../support/migrations.ts';
import { type Project, projectWith } from '../support/project.ts';
import { remoteProjects } from '../support/remote-project.ts';
import { applied, inFolder, pending, withPending } from './project.ts';

type Sarif = {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
    readonly results: readonly {
      readonly ruleId: string;
      readonly level: string;
      readonly locations: readonly {
        readonly physicalLocation: {
          readonly artifactLocation: object;
          readonly region: { readonly startLine: number };
        };
      }[];
      readonly suppressions?: readonly { readonly justification: string }[];
      readonly partialFingerprints: Readonly<Record<string, string>>;
    }[];
  }[];
};

const sarifSchema = createRequire(import.meta.url).resolve(
  '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json',
);

/** Fails if it is not SARIF 2.1.0 by the schema of the standard. */
async function sarifIn(file: string): Promise<Sarif> {
  const validate = new ajv.default({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(
    JSON.parse(await readFile(sarifSchema, 'utf8')),
  );
  const log = JSON.parse(await readFile(file, 'utf8'));
  validate(log);
  expect(validate.errors).toBeNull();
  return log as Sarif;
}

describe('roost report', () => {
  let project: Project;
  let markdown: string;

  beforeAll(async () => {
    project = await projectWith(applied);
    await withPending(project);
    markdown = (await project.spawnRoost(['report'])).stdout;
  });

  afterAll(async () => project?.[Symbol.asyncDispose]());

  it('prints a comment with the phase, the changes, the losses and the findings, and writes nothing', async () => {
    const before = await project.contents();
    const { stdout, stderr, exitCode } = await project.spawnRoost(['report']);
    expect(exitCode).toBe(0);
    for (const line of [
      '<!-- roost-report -->\n## Migrations of `app-db` (local)',
      '> To decide: existing data would be lost; lint has 2 blocking findings.',
      '| 1 | `20260201000001_add_reactions.ts` | **expand** | `tasks.estimate` is new<br>`reactions` is new, a table |',
      '| 3 | `20260201000003_drop_audit_log.sql` | **contract** | `audit_log` is gone, a table<br>`comments.created_at` is gone |',
      '- 2 rows of audit_log\n- 1 value of comments.created_at\n',
      "| loss | `drop-table` | Dropping 'audit_log' loses every row of 'audit_log'. | `database/migrations/20260201000003_drop_audit_log.sql:1` |",
      '["reactions (added)"]:::added {',
    ])
      expect(stdout).toContain(line);
    expect(stderr).toBe(
      'app-db: 3 pending migrations.\nnext  to decide: existing data would be lost; lint has 2 blocking findings\n',
    );
    expect(await project.contents()).toEqual(before);
  });

  it('folds a rebuild to one line that opens', () => {
    expect(markdown).toMatch(
      /<details><summary><code>rebuild tasks: points TEXT → INTEGER, points = CAST\(points AS INTEGER\)<\/code>: \d+ statements<\/summary>\n\n```sql\n/,
    );
  });

  it('has no value of a row and no bound value, unless --values asks for the latter', async () => {
    const withValues = (await project.roost(['report', '--values'])).stdout;
    expect(markdown).toContain('UPDATE plans SET price_cents = ? WHERE name = ?;');
    expect(withValues).toContain("UPDATE plans SET price_cents = 1299.0 WHERE name = 'a bound value';");
    for (const text of ['grace@example.com', 'Moths', 'Relay']) expect(withValues).not.toContain(text);
  });

  it('names no folder of this machine', async () => {
    const files = ['p.html', 'p.md', 'p.sarif'];
    await project.roost(['report', '--html', 'p.html', '--markdown', 'p.md', '--sarif', 'p.sarif']);
    for (const file of files) {
      expect(await readFile(project.path(file), 'utf8')).not.toContain(project.root);
      await project.remove(file);
    }
  });

  it('writes SARIF by its schema, with a place and a fingerprint that stay where lines move', async () => {
    await project.roost(['report', '--sarif', 'lint.sarif']);
    const before = await sarifIn(project.path('lint.sarif'));
    expect(before.runs[0]?.tool.driver.rules).toHaveLength(24);
    const [, table] = before.runs[0]?.results ?? [];
    expect(table).toMatchObject({
      ruleId: 'drop-table',
      level: 'error',
      locations: [
        {
          physicalLocation: {
            artifactLocation: {
              uri: 'database/migrations/20260201000003_drop_audit_log.sql',
              uriBaseId: '%SRCROOT%',
            },
            region: { startLine: 1 },
          },
        },
      ],
    });
    const file = '20260201000003_drop_audit_log.sql';
    const allowing = `-- roost-allow drop-table: nobody reads it\n${pending[file]}`;
    await project.write(inFolder({ [file]: allowing }));
    await project.roost(['report', '--sarif', 'lint.sarif']);
    await project.write(inFolder({ [file]: pending[file] ?? '' }));
    const [, moved] = (await sarifIn(project.path('lint.sarif'))).runs[0]?.results ?? [];
    expect(moved?.locations[0]?.physicalLocation.region.startLine).toBe(2);
    expect(moved?.suppressions).toMatchObject([
      { kind: 'inSource', justification: 'allowed: nobody reads it' },
    ]);
    expect(moved?.partialFingerprints).toEqual(table?.partialFingerprints);
    await project.remove('lint.sarif');
  });

  it('counts places from the root of the repository', async () => {
    await using inside = await projectWith();
    await inside.write({
      '.git/HEAD': 'ref: refs/heads/main\n',
      'apps/shop/wrangler.jsonc': await readFile(project.path('wrangler.jsonc'), 'utf8'),
      'apps/shop/database/migrations/1_a.sql': 'CREATE TABLE a (id INTEGER PRIMARY KEY);\n',
      'apps/shop/database/migrations/2_b.sql': 'DROP TABLE a;\n',
    });
    const { stdout } = await inside.roost(['report'], { cwd: inside.path('apps/shop') });
    expect(stdout).toContain('`apps/shop/database/migrations/2_b.sql:1`');
  });

  it('writes all files or none', async () => {
    await project.write({ 'taken/file': '' });
    const before = await project.contents();
    const { exitCode, error } = await project.json(['report', '--markdown', 'new/p.md', '--html', 'taken']);
    expect([exitCode, error?.code]).toEqual([1, 'REPORT.FILE_UNUSABLE']);
    expect(await project.contents()).toEqual(before);
  });

  it('leaves a file alone that has the same text', async () => {
    await project.roost(['report', '--sarif', 'same.sarif']);
    const { stderr } = await project.roost(['report', '--sarif', 'same.sarif']);
    expect(stderr).toContain('A file that has the same text is left as it is.');
    await project.remove('same.sarif');
  });

  it('exits with 5 for what has to be decided only if it is asked to', async () => {
    const { exitCode, ok, result } = await project.json(['report', '--exit-code']);
    expect([exitCode, ok]).toEqual([5, false]);
    expect(result).toMatchObject({
      database: { name: 'app-db', kind: 'local' },
      decisions: ['existing data would be lost', 'lint has 2 blocking findings'],
      losses: { losses: [{ table: 'audit_log', column: null, rows: 2 }, {}] },
      migrations: [{ phase: 'expand' }, { phase: 'contract', dependsOnRows: true }, { phase: 'contract' }],
      queries: null,
      schemaChanges: expect.arrayContaining(['− table audit_log', '+ column tasks.estimate']),
    });
    await using clean = await projectWith({
      [`${nameOf(1, 'a')}.ts`]: migration(runs('CREATE TABLE a (id INTEGER PRIMARY KEY)')),
    });
    const fine = await clean.roost(['report', '--exit-code']);
    expect(fine).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('Nothing stops the run.') });
    await clean.roost(['migrate']);
    expect((await clean.roost(['report'])).stdout).toContain('Nothing is pending.');
  });
});

describe.concurrent('roost report of a project with trouble', () => {
  it('says which migration fails, without the folder that its error names, and goes on with the others', async () => {
    await using project = await projectWith({
      [`${nameOf(1, 'a')}.sql`]: 'CREATE TABLE a (id INTEGER PRIMARY KEY);',
      [`${nameOf(2, 'b')}.ts`]: migration("throw new Error('no file ' + import.meta.dirname + '/rows.json')"),
      [`${nameOf(3, 'c')}.sql`]: 'CREATE TABLE c (id INTEGER PRIMARY KEY);',
    });
    const { stdout, exitCode } = await project.roost(['report', '--exit-code']);
    expect(exitCode).toBe(5);
    expect(stdout).toContain('To decide: 1 migration fails');
    expect(stdout).toContain('| **unknown** | fails: no file rows.json |');
    expect(stdout).toContain('`c` is new, a table');
    expect(stdout).not.toContain(project.root);
  });

  it('shows no value that a migration has read and thrown, or written into a statement', async () => {
    await using project = await projectWith({
      [`${nameOf(1, 'a')}.sql`]: 'CREATE TABLE a (id INTEGER PRIMARY KEY, secret TEXT);',
    });
    await project.roost(['migrate']);
    prepareDatabase(project.database, "INSERT INTO a VALUES (1, 'hush')");
    const read = "const { results } = await db.prepare('SELECT secret FROM a').all();";
    await project.write(
      inFolder({
        [`${nameOf(2, 'b')}.ts`]: migration(
          `${read}\n for (const { secret } of results) await db.prepare(\`CREATE VIEW v AS SELECT '\${secret}' AS s\`).run();`,
        ),
        [`${nameOf(3, 'c')}.ts`]: migration(`${read}\n throw new Error('found ' + JSON.stringify(results));`),
      }),
    );
    const { stdout, stderr } = await project.roost(['report', '--values', '--html', 'p.html', '--json']);
    const page = await readFile(project.path('p.html'), 'utf8');
    expect(page).toContain('on existing rows it may run other statements');
    for (const text of [stdout, stderr, page, (await project.roost(['report', '--values'])).stdout])
      expect(text).not.toContain('hush');
  });

  it('says why roost migrate would refuse the run, and what has drifted', async () => {
    const text = 'CREATE TABLE a (id INTEGER PRIMARY KEY);';
    await using project = await projectWith({ [`${nameOf(1, 'a')}.sql`]: text });
    await project.roost(['migrate']);
    prepareDatabase(project.database, 'CREATE TABLE by_hand (id INTEGER PRIMARY KEY)');
    await project.remove(`database/migrations/${nameOf(1, 'a')}.sql`);
    await project.write(
      inFolder({ [`${nameOf(1, 'b')}.sql`]: text, [`${nameOf(2, 'c')}.sql`]: 'CREATE TABLE c (id)' }),
    );
    const { stdout, exitCode } = await project.roost(['report', '--exit-code']);
    expect(exitCode).toBe(5);
    expect(stdout).toContain('roost migrate refuses the run; the schema has drifted');
    expect(stdout).toContain('(`MIGRATION.RENAMED`)');
    expect(stdout).toContain('- created table `by_hand`');
    expect(stdout).toContain('`20260101000001_b` was applied as `20260101000001_a`');
  });

  it('cannot be made to mention, link or format by names, and keeps below the limit of a comment', async () => {
    const many = Array.from(
      { length: 400 },
      (_, at) =>
        `CREATE TABLE t${at} (${Array.from({ length: 12 }, (__, column) => `column_${column}_${'x'.repeat(10)} TEXT`).join(', ')});`,
    ).join('\n');
    await using project = await projectWith({
      [`${nameOf(1, 'a')}.sql`]:
        'CREATE TABLE "@team | `x` <img src=x> [a](https://b.example) #1" (id INTEGER PRIMARY KEY);',
      [`${nameOf(2, 'b')}.sql`]: 'DROP TABLE "@team | `x` <img src=x> [a](https://b.example) #1";\n',
      [`${nameOf(3, 'many')}.sql`]: many,
    });
    const { stdout } = await project.roost(['report']);
    expect(stdout.length).toBeLessThanOrEqual(65_000);
    expect(stdout).toContain('The statements of the other 1 migration are left out');
    expect(stdout).toContain('``@team \\| `x` <img src=x> [a](https://b.example) #1``');
    const outsideCode = stdout
      .replaceAll(/^```+[\s\S]*?^```+$/gm, '')
      .replaceAll(/(`+)(?!`).*?(?<!`)\1(?!`)/g, '');
    expect(outsideCode).not.toMatch(/@team|<img|(?<!\\)\]\(https|#1|https:\/\//);
  });
});

describe('roost report --remote', () => {
  const remoteProject = remoteProjects(1);

  it('reads the database at Cloudflare, writes nothing to it, and shows neither token nor account', async () => {
    await using project = await remoteProject({
      [`${nameOf(1, 'a')}.sql`]: 'CREATE TABLE a (id INTEGER PRIMARY KEY, b)',
    });
    await project.spawnRoost(['migrate', '--remote', '--force']);
    await project.db.prepare("INSERT INTO a VALUES (1, 'kept')").run();
    await project.write(inFolder({ [`${nameOf(2, 'b')}.sql`]: 'ALTER TABLE a DROP COLUMN b;' }));
    project.cloudflare.forget();
    const before = await project.rows('SELECT * FROM migrations');
    const ended = await project.spawnRoost(['report', '--remote', '--html', 'p.html', '--markdown', 'p.md']);
    expect(ended).toMatchObject({ exitCode: 0, stdout: 'p.html\np.md\n' });
    expect(await project.rows('SELECT * FROM migrations')).toEqual(before);
    const texts = await Promise.all(['p.html', 'p.md'].map((file) => readFile(project.path(file), 'utf8')));
    expect(texts[1]).toContain(`## Migrations of \`${project.name}\` (remote, top level)`);
    expect(texts[1]).toContain('- 1 value of a.b\n');
    for (const text of [...texts, ended.stderr])
      for (const secret of [project.cloudflare.token, project.cloudflare.accountId, project.uuid, 'kept'])
        expect(text).not.toContain(secret);
  });
});

describe.concurrent('roost schema:diagram', () => {
  it('prints Mermaid, writes what the ending of the file says, and checks it', async () => {
    await using project = await projectWith({
      [`${nameOf(1, 'a')}.sql`]:
        'CREATE TABLE a (id INTEGER PRIMARY KEY); CREATE TABLE b (a_id INTEGER NOT NULL REFERENCES a);',
    });
    await project.roost(['migrate']);
    const printed = await project.roost(['schema:diagram']);
    expect(printed).toMatchObject({
      stdout:
        'erDiagram\n  "a" ||--o{ "b" : "a_id"\n  "a" {\n    INTEGER id PK "NOT NULL"\n  }\n' +
        '  "b" {\n    INTEGER a_id FK "NOT NULL"\n  }\n',
      stderr: 'app-db: 2 tables, 1 foreign key.\n',
    });
    for (const file of ['s.svg', 's.mmd']) {
      expect(await project.roost(['schema:diagram', '--check', file])).toMatchObject({ exitCode: 5 });
      expect(await project.roost(['schema:diagram', '--out', file])).toMatchObject({
        stdout: `${file}\n`,
      });
      expect(await project.roost(['schema:diagram', '--check', file])).toMatchObject({ exitCode: 0 });
    }
    expect(await readFile(project.path('s.mmd'), 'utf8')).toBe(printed.stdout);
    const svg = await readFile(project.path('s.svg'), 'utf8');
    expect((await project.roost(['schema:diagram', '--format', 'svg'])).stdout).toBe(svg);
    prepareDatabase(project.database, 'ALTER TABLE b ADD COLUMN c');
    expect(await project.roost(['schema:diagram', '--check', 's.svg'])).toMatchObject({ exitCode: 5 });
  });
});
