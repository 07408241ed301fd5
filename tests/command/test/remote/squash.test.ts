// A squashed migration on a database at Cloudflare that has run what it replaces
import { describe, expect, it } from 'vitest';
import { nameOf, tables } from '../support/migrations.ts';
import { remoteProjects } from '../support/remote-project.ts';

const aProject = remoteProjects(2);
const [a, b, c] = [nameOf(1, 'a'), nameOf(2, 'b'), nameOf(3, 'c')];
const squashed = '20260101000002_squashed';

describe('roost migrate:squash --remote', () => {
  it('reads what is applied there, and the next migrate asks to record it and records it', async () => {
    await using project = await aProject(tables('a', 'b', 'c'));
    await project.roost(['migrate', '--remote', '--force']);
    project.cloudflare.forget();
    const { result } = await project.json(['migrate:squash', '--remote', '--to', 'b']);
    expect(result).toMatchObject({ name: squashed, replaces: [a, b] });
    expect(project.requests()).toHaveLength(1);
    const asked = await project.json(['migrate', '--remote']);
    expect(asked).toMatchObject({ exitCode: 3, error: { code: 'CONSENT.MISSING' } });
    expect(asked.error?.message).toContain(`record 1 migration on ${project.name} (remote)`);
    expect(await project.json(['migrate', '--remote', '--force'])).toMatchObject({
      exitCode: 0,
      result: { done: [{ name: squashed, replaces: [a, b], statements: 0 }], warnings: [] },
    });
    expect(await project.rows('SELECT migration, batch FROM migrations ORDER BY id')).toEqual([
      { migration: squashed, batch: 1 },
      { migration: c, batch: 1 },
    ]);
    expect(await project.rows('SELECT name FROM d1_migrations ORDER BY id')).toEqual(
      [a, b, c, squashed].map((name) => ({ name: `${name}.sql` })),
    );
    expect(await project.tables()).toEqual(['a', 'b', 'c']);
  });

  it('runs it where nothing is applied', async () => {
    await using project = await aProject(tables('a', 'b', 'c'));
    await project.roost(['migrate:squash', '--to', 'b']);
    expect((await project.roost(['migrate', '--remote', '--force'])).exitCode).toBe(0);
    expect(await project.tables()).toEqual(['a', 'b', 'c']);
  });
});
