// The schema of a database at Cloudflare, as it is of the same one here
import { describe, expect, it } from 'vitest';
import { migration, nameOf, runs } from '../support/migrations.ts';
import { remoteProjects } from '../support/remote-project.ts';

const aProject = remoteProjects(1);

const files = {
  [`${nameOf(1, 'all')}.ts`]: migration(
    runs(
      'CREATE TABLE a (id INTEGER PRIMARY KEY AUTOINCREMENT, b REFERENCES b, "two words" TEXT DEFAULT \'x;\')',
      'CREATE TABLE b (k TEXT PRIMARY KEY, n INT AS (length(k))) STRICT, WITHOUT ROWID',
      'CREATE VIRTUAL TABLE search USING fts5(body)',
      'CREATE VIRTUAL TABLE places USING rtree(id, x, y)',
      'CREATE VIEW seen AS SELECT * FROM a',
      'CREATE TRIGGER a_ai AFTER INSERT ON a BEGIN SELECT CASE WHEN 1 THEN 2 END; END',
    ),
  ),
};

describe('roost schema:dump --remote', () => {
  it('is the dump of a local database with the same migrations, by reads alone', async () => {
    await using project = await aProject(files);
    await project.roost(['migrate']);
    await project.roost(['migrate', '--remote', '--force']);
    const here = await project.roost(['schema:dump']);
    project.cloudflare.forget();
    const there = await project.json(['schema:dump', '--remote']);
    expect(there).toMatchObject({ exitCode: 0, target: { kind: 'remote' }, result: { sql: here.stdout } });
    expect(here.stdout).toContain('CREATE VIRTUAL TABLE search USING fts5(body);\n');
    expect(project.requests()).toHaveLength(1);
  });
});
