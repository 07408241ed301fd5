// A run that another one overtakes, at a moment that the test chooses
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { batchesIn, everythingIn, tablesIn } from './support/database.ts';
import { createsTable, migration, nameOf, runs, tables } from './support/migrations.ts';
import { type Project, projectWith } from './support/project.ts';
import type { Ended } from './support/roost.ts';

const [a, b, c, d] = [nameOf(1, 'a'), nameOf(2, 'b'), nameOf(3, 'c'), nameOf(4, 'd')];

// Once it is armed whoever comes first waits for the file `go`; whoever comes later passes.
const gate = `const { existsSync, writeFileSync } = await import('node:fs');
    if (existsSync('armed') && !existsSync('ready')) {
      writeFileSync('ready', '');
      while (!existsSync('go')) await new Promise((r) => setTimeout(r, 5));
    }`;
const gated = {
  up: (table: string): string =>
    migration(`${gate}\n    ${runs(`CREATE TABLE ${table} (id)`)}`, runs(`DROP TABLE ${table}`)),
  down: (table: string): string =>
    migration(runs(`CREATE TABLE ${table} (id)`), `${gate}\n    ${runs(`DROP TABLE ${table}`)}`),
};

/** Starts the slow command, does something while it waits at the gate, and lets it go on. */
async function overtake(
  project: Project,
  slow: readonly string[],
  meanwhile: () => Promise<unknown>,
): Promise<Ended> {
  await project.write({ armed: '' });
  const ended = project.spawnRoost(slow);
  while (!existsSync(project.path('ready'))) await sleep(5);
  await meanwhile();
  await project.write({ go: '' });
  return ended;
}

describe.concurrent('a migrate that is overtaken', () => {
  it('by a migrate skips what the other has applied, says so and exits with 0', async () => {
    await using project = await projectWith({
      ...tables('a'),
      [`${b}.js`]: gated.up('b'),
      [`${c}.js`]: createsTable('c'),
    });
    const ended = await overtake(project, ['migrate'], async () => {
      expect(await project.spawnRoost(['migrate'])).toMatchObject({ exitCode: 0 });
    });
    expect(ended.exitCode).toBe(0);
    expect(ended.stderr).toMatch(new RegExp(`${b} .*another run has applied it`));
    expect(ended.stderr).toMatch(new RegExp(`${c} .*another run has applied it`));
    expect(batchesIn(project.database)).toEqual([
      [a, 1],
      [b, 2],
      [c, 2],
    ]);
  });

  it('by a migrate of other files goes on with its own, in a later batch', async () => {
    await using project = await projectWith(
      { [`${b}.js`]: gated.up('b') },
      { [`other/${c}.js`]: createsTable('c') },
    );
    const ended = await overtake(project, ['migrate'], async () => {
      expect(await project.spawnRoost(['migrate', '--path', 'other'])).toMatchObject({ exitCode: 0 });
    });
    expect(ended.exitCode).toBe(0);
    expect(batchesIn(project.database)).toEqual([
      [c, 1],
      [b, 2],
    ]);
    expect(tablesIn(project.database)).toEqual(['b', 'c']);
  });

  it('by a rollback stops, because what it builds on may be gone', async () => {
    await using project = await projectWith(tables('a'));
    await project.spawnRoost(['migrate']);
    await project.write({ [`database/migrations/${b}.js`]: gated.up('b') });
    const ended = await overtake(project, ['migrate', '--json'], async () => {
      expect(await project.spawnRoost(['migrate:rollback'])).toMatchObject({ exitCode: 0 });
    });
    expect(JSON.parse(ended.stdout)).toMatchObject({ ok: false, error: { code: 'LEDGER.CONFLICT' } });
    expect(ended.exitCode).toBe(1);
    expect(batchesIn(project.database)).toEqual([]);
    expect(tablesIn(project.database)).toEqual([]);
  });
});

describe.concurrent.each([['migrate:rollback'], ['migrate:reset']])('a %s that is overtaken', (command) => {
  it.each([
    ['migrate:rollback', a],
    ['migrate', d],
  ])('by %s stops with LEDGER.CONFLICT, names %s and writes nothing more', async (other, named) => {
    await using project = await projectWith({ [`${a}.js`]: gated.down('a') });
    await project.spawnRoost(['migrate']);
    if (other === 'migrate') await project.write({ [`other/${d}.js`]: createsTable('d') });
    let left = '';
    const ended = await overtake(project, [command], async () => {
      const path = other === 'migrate' ? ['--path', 'other'] : [];
      expect(await project.spawnRoost([other, ...path])).toMatchObject({ exitCode: 0 });
      left = everythingIn(project.database);
    });
    expect(ended.exitCode).toBe(1);
    expect(ended.stderr).toContain('LEDGER.CONFLICT');
    expect(ended.stderr).toContain(named);
    expect(everythingIn(project.database)).toBe(left);
  });
});

describe.concurrent('a migration outside a transaction that is under way', () => {
  it('stops another migrate, which touches nothing, and finishes by itself', async () => {
    const up = `${runs('CREATE TABLE a (id)')}\n    ${gate}\n    ${runs('CREATE TABLE a2 (id)')}`;
    await using project = await projectWith({
      [`${a}.js`]: migration(up, undefined, 'withinTransaction: false,'),
      [`${b}.js`]: createsTable('b'),
    });
    const ended = await overtake(project, ['migrate'], async () => {
      const { exitCode, error } = await project.spawnJson(['migrate']);
      expect([exitCode, error?.code]).toEqual([1, 'MIGRATION.PARTIAL']);
      expect(tablesIn(project.database)).toEqual(['a']);
    });
    expect(ended.exitCode).toBe(0);
    expect(tablesIn(project.database)).toEqual(['a', 'a2', 'b']);
  });
});
