// Ctrl-C, SIGTERM and SIGHUP, at a moment that the test chooses
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { ledgerIn, tablesIn } from './support/database.ts';
import { answerOf } from './support/json-answer.ts';
import { createsTable, migration, nameOf, runs, tables } from './support/migrations.ts';
import { type Project, projectWith } from './support/project.ts';
import { type Ended, type Started, startRoost } from './support/roost.ts';

const [a, b, c] = [nameOf(1, 'a'), nameOf(2, 'b'), nameOf(3, 'c')];

const gate = `const { existsSync, writeFileSync } = await import('node:fs');
    writeFileSync('ready', '');
    while (!existsSync('go')) await new Promise((r) => setTimeout(r, 5));`;

/** a, b and c, where b waits for the file `go` between its two statements, on the way up or down. */
function gatedProject(direction: 'up' | 'down', properties = ''): Promise<Project> {
  const [up, down] = [runs('CREATE TABLE b (id)'), runs('DROP TABLE b')];
  const text =
    direction === 'up'
      ? migration(`${up}\n${gate}\n${runs('CREATE TABLE b2 (id)')}`, down, properties)
      : migration(up, `if (existsSync('down')) { ${gate} }\n${down}`, properties);
  const source = `import { existsSync } from 'node:fs';\n${text}`;
  return projectWith({ ...tables('a', 'b', 'c'), [`${b}.ts`]: source });
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await sleep(5);
}

/** Starts the command, signals it while b waits, and lets b go on once the signal was heard. */
async function interrupted(
  project: Project,
  args: readonly string[],
  signal: NodeJS.Signals,
): Promise<Ended> {
  const running = await waiting(project, args);
  running.signal(signal);
  await until(() => running.stderr().includes(`${signal}: stopping`));
  await project.write({ go: '' });
  return running.ended;
}

async function waiting(project: Project, args: readonly string[]): Promise<Started> {
  const running = startRoost(args, { cwd: project.root });
  await until(() => existsSync(project.path('ready')));
  return running;
}

describe.concurrent('a run that is interrupted', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)(
    'by %s ends behind the migration that is under way, with %i and the report',
    async (signal, code) => {
      await using project = await gatedProject('up');
      const ended = await interrupted(project, ['migrate'], signal);
      expect(ended).toMatchObject({ exitCode: code, signal: null, stdout: '' });
      expect(ended.stderr).toContain(`stopped by ${signal}, between two migrations: 2 done, 1 left.`);
      expect(ended.stderr).toContain('[MIGRATION.INTERRUPTED]');
      expect(ended.stderr).toContain(`applied before it: ${a}, ${b}`);
      expect(ended.stderr).toContain(`still pending: ${c}`);
      expect(tablesIn(project.database)).toEqual(['a', 'b', 'b2']);
      expect(await project.spawnJson(['migrate'])).toMatchObject({
        exitCode: 0,
        result: { done: [{ name: c }] },
      });
    },
  );

  it('is one object with --json, with its report', async () => {
    const up = `process.kill(process.pid, 'SIGTERM'); ${runs('CREATE TABLE b (id)')}`;
    await using project = await projectWith({ ...tables('a', 'b', 'c'), [`${b}.ts`]: migration(up) });
    const ended = await project.spawnRoost(['migrate', '--json']);
    expect([ended.exitCode, ended.stderr]).toEqual([143, '']);
    const report = { done: [{ name: a }, { name: b }], remaining: [{ name: c }] };
    expect(answerOf(ended).error).toMatchObject({ code: 'MIGRATION.INTERRUPTED', details: { report } });
  });

  it('leaves no migration partial that is outside a transaction', async () => {
    await using project = await gatedProject('up', 'withinTransaction: false,');
    expect((await interrupted(project, ['migrate'], 'SIGINT')).exitCode).toBe(130);
    expect(ledgerIn(project.database).map(({ state }) => state)).toEqual(['applied', 'applied']);
    expect(tablesIn(project.database)).toEqual(['a', 'b', 'b2']);
  });

  it('while it rolls back says what is rolled back and what is not', async () => {
    await using project = await gatedProject('down');
    await project.spawnRoost(['migrate']);
    await project.write({ down: '' });
    const ended = await interrupted(project, ['migrate:rollback'], 'SIGINT');
    expect(ended.exitCode).toBe(130);
    expect(ended.stderr).toContain(`rolled back before it: ${c}, ${b}`);
    expect(ended.stderr).toContain(`not rolled back: ${a}`);
    expect(tablesIn(project.database)).toEqual(['a']);
  });

  it('in its last migration is a run that is done', async () => {
    await using project = await gatedProject('up');
    const ended = await interrupted(project, ['migrate', '--to', b], 'SIGINT');
    expect(ended).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('Applied 2 migrations') });
  });

  it('twice at one press, as npx hands it on, is interrupted once', async () => {
    await using project = await gatedProject('up');
    const running = await waiting(project, ['migrate']);
    running.signal('SIGINT');
    await until(() => running.stderr().includes('SIGINT: stopping'));
    running.signal('SIGINT');
    await project.write({ go: '' });
    expect(await running.ended).toMatchObject({ exitCode: 130, signal: null });
  });

  it('a second time ends at once, and what was under way has left nothing', async () => {
    await using project = await gatedProject('up');
    const running = await waiting(project, ['migrate']);
    running.signal('SIGINT');
    await until(() => running.stderr().includes('SIGINT: stopping'));
    await sleep(600);
    running.signal('SIGINT');
    expect(await running.ended).toMatchObject({ exitCode: null, signal: 'SIGINT' });
    expect(tablesIn(project.database)).toEqual(['a']);
    expect(ledgerIn(project.database)).toEqual([{ migration: a, batch: 1, state: 'applied' }]);
  });

  it('before it has begun ends at once, with nothing written', async () => {
    const loading = `${gate}\n${createsTable('a')}`;
    await using project = await projectWith({ [`${a}.ts`]: loading });
    const running = await waiting(project, ['migrate']);
    running.signal('SIGTERM');
    expect(await running.ended).toMatchObject({ exitCode: null, signal: 'SIGTERM' });
    expect(existsSync(project.database)).toBe(false);
  });
});
