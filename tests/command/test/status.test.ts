// roost migrate:status
import { describe, expect, it } from 'vitest';
import { createsTable, nameOf, tables } from './support/migrations.ts';
import { type Project, projectWith } from './support/project.ts';

const [a, b, c] = [nameOf(1, 'a'), nameOf(2, 'b'), nameOf(3, 'c')];

/** a applied in batch 1 and its file gone, b applied in batch 2, c pending. */
async function mixedProject(): Promise<Project> {
  const project = await projectWith(tables('a'));
  await project.roost(['migrate']);
  await project.write({ [`database/migrations/${b}.ts`]: createsTable('b') });
  await project.roost(['migrate']);
  await project.write({ [`database/migrations/${c}.ts`]: createsTable('c') });
  await project.remove(`database/migrations/${a}.ts`);
  return project;
}

describe.concurrent('roost migrate:status', () => {
  it('shows each migration with its state and batch, also one whose file is gone, and writes nothing', async () => {
    await using project = await mixedProject();
    const before = await project.contents();
    const ended = await project.roost(['migrate:status']);
    expect(ended.exitCode).toBe(0);
    const words = ended.stdout.split('\n').map((line) => line.trim().split(/\s+/));
    expect(words.slice(1, 4)).toEqual([
      ['missing', '1', a],
      ['applied', '2', b],
      ['pending', '-', c],
    ]);
    expect(await project.contents()).toEqual(before);
  });

  it('tells programs the same, with the time of each', async () => {
    await using project = await mixedProject();
    const { result, exitCode } = await project.json(['migrate:status']);
    expect(exitCode).toBe(0);
    const appliedAt = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(result).toEqual({
      migrations: [
        { name: a, state: 'missing', batch: 1, appliedAt },
        { name: b, state: 'applied', batch: 2, appliedAt },
        { name: c, state: 'pending', batch: null, appliedAt: null },
      ],
      pending: 1,
      next: { pending: expect.any(String), missing: expect.any(String) },
      schema: { state: 'as-left', since: b },
      appliedElsewhere: [],
      environment: 'top level',
    });
  });

  it('makes no database and no folder where there is none', async () => {
    await using project = await projectWith(tables('a'));
    const before = await project.contents();
    const { result } = await project.json(['migrate:status']);
    expect(result).toMatchObject({ pending: 1, migrations: [{ name: a, state: 'pending' }] });
    expect(await project.contents()).toEqual(before);
  });

  it('loads no migration: what is broken inside is pending', async () => {
    await using project = await projectWith({ [`${a}.ts`]: 'this is no script {{{' });
    const ended = await project.roost(['migrate:status']);
    expect(ended).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('pending') });
  });

  it('with --pending, shows only those', async () => {
    await using project = await mixedProject();
    const { stdout } = await project.roost(['migrate:status', '--pending']);
    expect([a, b, c].filter((name) => stdout.includes(name))).toEqual([c]);
    const { result } = await project.json(['migrate:status', '--pending']);
    expect(result).toMatchObject({ migrations: [{ name: c }], pending: 1 });
  });

  it('with --exit-code, exits with 4 while any is pending, and with 0 afterwards', async () => {
    await using project = await projectWith(tables('a'));
    expect(await project.roost(['migrate:status'])).toMatchObject({ exitCode: 0 });
    expect(await project.roost(['migrate:status', '--exit-code'])).toMatchObject({ exitCode: 4 });
    expect(await project.json(['migrate:status', '--exit-code'])).toMatchObject({ exitCode: 4, ok: false });
    await project.roost(['migrate']);
    expect(await project.roost(['migrate:status', '--pending', '--exit-code'])).toMatchObject({
      exitCode: 0,
    });
  });

  it('says so where there are no migrations', async () => {
    await using project = await projectWith({ 'README.md': '' });
    const ended = await project.roost(['migrate:status']);
    expect(ended).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('no migrations') });
  });
});
