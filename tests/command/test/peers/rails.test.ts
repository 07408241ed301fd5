// What Rails' own tests hold the names and the state of migrations to, and what roost does there: docs/internals/other-migrators.md.
import { describe, expect, it } from 'vitest';
import { nameOf, tables } from '../support/migrations.ts';
import { projectWith } from '../support/project.ts';

describe.concurrent('Rails', () => {
  it('Rails 2: a file without digits in front is refused by its name, and nothing runs', async () => {
    await using project = await projectWith({ ...tables('a'), 'create_posts.ts': '' });
    const before = await project.contents();
    const { exitCode, error } = await project.json(['migrate']);
    expect([exitCode, error?.code]).toEqual([2, 'MIGRATION.NAME_INVALID']);
    expect(error?.message).toContain("'create_posts.ts'");
    expect(await project.contents()).toEqual(before);
  });

  it('Rails 4b: the status names what was applied and has no file', async () => {
    await using project = await projectWith(tables('a', 'b'));
    await project.roost(['migrate']);
    await project.remove(`database/migrations/${nameOf(1, 'a')}.ts`);
    const { stdout } = await project.roost(['migrate:status']);
    expect(stdout).toMatch(new RegExp(`^missing +1 +${nameOf(1, 'a')}\napplied +1 +${nameOf(2, 'b')}$`, 'm'));
  });
});
