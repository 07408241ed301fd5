// make:migration, migrate, and only then the statements: the template was applied for good, and every command failed from then on.
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { rowsIn, tablesIn } from './support/database.ts';
import { createsTable, migration, nameOf, runs } from './support/migrations.ts';
import { type Project, projectWith } from './support/project.ts';

/** A project whose one migration is a template that was applied as it was made. */
async function templateApplied() {
  const project = await projectWith();
  const file = (await project.roost(['make:migration', 'add_notes'])).stdout.trim();
  const { stderr } = await project.roost(['migrate']);
  return { project, file, name: file.replace(/^.*\/|\.ts$/g, ''), stderr };
}

const ledger = (project: Project) =>
  rowsIn(project.database, 'SELECT migration, batch, state FROM migrations ORDER BY id');

describe.concurrent('a template that is applied before it is written', () => {
  it('is recorded with a warning, pending when it is written, and applied by the next migrate', async () => {
    const { project, file, name, stderr } = await templateApplied();
    await using _ = project;
    expect(stderr).toContain(
      `warning recorded as applied, but ran no statements; once its file has some, roost migrate applies it: ${name} [MIGRATION.EMPTY]\n`,
    );
    const text = await readFile(project.path(file), 'utf8');
    const [up, down] = ['CREATE TABLE notes (id)', 'DROP TABLE notes'];
    const written = text
      .replace("// await this.db.run('…');", `await this.db.run('${up}');`)
      .replace("// await this.db.run('…');", `await this.db.run('${down}');`);
    await project.write({ [file]: written });
    const status = await project.roost(['migrate:status', '--exit-code']);
    expect(status).toMatchObject({ exitCode: 4, stdout: expect.stringMatching(`pending +-  ${name}\n`) });
    expect(await project.roost(['migrate'])).toMatchObject({
      exitCode: 0,
      stderr: expect.stringContaining('Applied 1 migration in batch 2 ('),
    });
    expect(tablesIn(project.database)).toEqual(['notes']);
    expect(ledger(project)).toEqual([{ migration: name, batch: 2, state: 'applied' }]);
    expect((await project.roost(['migrate:rollback'])).exitCode).toBe(0);
    expect(tablesIn(project.database)).toEqual([]);
  });

  it('and written stands in the way of no roll-back', async () => {
    const { project, file, name } = await templateApplied();
    await using _ = project;
    await project.write({ [file]: migration(runs('CREATE TABLE notes (id)'), runs('DROP TABLE notes')) });
    const { exitCode, result } = await project.json(['migrate:rollback']);
    expect([exitCode, result]).toMatchObject([0, { done: [{ name, down: 'stored', statements: 0 }] }]);
    expect(ledger(project)).toEqual([]);
  });
});

describe.concurrent('a migration outside a transaction that fails', () => {
  it('says in text and for programs that it is partial, what ran, and that await is missing', async () => {
    const [name, next] = [nameOf(1, 'a'), nameOf(2, 'b')];
    const up = "db.prepare('CREATE TABLE a (id)').run(); throw new Error('boom');";
    await using project = await projectWith({
      [`${name}.ts`]: migration(up, undefined, 'withinTransaction: false,'),
      [`${next}.ts`]: createsTable('b'),
    });
    const { error } = await project.json(['migrate']);
    expect(error).toMatchObject({
      code: 'MIGRATION.STOPPED_HALFWAY',
      hint: expect.stringContaining('Write await before each call.'),
      details: { state: 'partial', finished: 1, unawaited: 1 },
    });
    expect(tablesIn(project.database)).toEqual(['a']);
    await project.roost(['migrate:resolve', name, '--rolled-back']);
    const { stderr } = await project.roost(['migrate']);
    expect(stderr).toContain(`      partial: ${name}\n      still pending: ${next}\n`);
    expect(stderr).toContain('next  Write await before each call. Finish or undo it by hand');
  });
});
