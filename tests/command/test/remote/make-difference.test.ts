// The drift of a database at Cloudflare as a migration
import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { migration, nameOf, runs } from '../support/migrations.ts';
import { remoteProjects } from '../support/remote-project.ts';

const aProject = remoteProjects(1);

const first = `${nameOf(1, 'posts')}.ts`;
const posts = 'CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT)';

describe('roost make:migration --from-drift --remote', () => {
  it('writes what has changed there, and reads alone', async () => {
    await using project = await aProject({ [first]: migration(runs(posts), runs('DROP TABLE posts')) });
    await project.roost(['migrate', '--remote', '--force']);
    await project.db.prepare('CREATE INDEX i ON posts (title)').run();
    const made = await project.roost(['make:migration', 'index_titles', '--from-drift', '--remote']);
    expect(made).toMatchObject({
      exitCode: 0,
      stderr: expect.stringMatching(/: roost migrate:adopt --to \d+_index_titles --remote\n$/),
    });
    const [file = ''] = (await readdir(project.path('database/migrations'))).filter((name) => name !== first);
    expect(await readFile(project.path('database/migrations', file), 'utf8')).toContain(
      "await this.db.run('CREATE INDEX i ON posts (title)');",
    );
    const adopt = ['migrate:adopt', '--to', 'index_titles', '--remote', '--confirm', project.name];
    expect((await project.roost(adopt)).exitCode).toBe(0);
    expect((await project.json(['migrate:status', '--remote', '--exit-code'])).exitCode).toBe(0);
  });
});
