// What a terminal shows while a command is at work, and that nothing of it stays
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { migration, nameOf, runs, tables } from './support/migrations.ts';
import { type Project, projectWith } from './support/project.ts';
import { remoteProjects } from './support/remote-project.ts';
import { openTerminal, screenOf } from './support/terminal.ts';
import { withoutTimes } from './support/times.ts';

const [a, b] = [nameOf(1, 'a'), nameOf(2, 'b')];
const until = (file: string): string =>
  `const { existsSync } = await import('node:fs');
   while (!existsSync('${file}')) await new Promise((r) => setTimeout(r, 5));`;

/** a, and b, which waits for the file `go`. */
function waitingProject(also = ''): Promise<Project> {
  return projectWith({
    ...tables('a'),
    [`${b}.ts`]: migration(`${also}${until('go')}\n${runs('CREATE TABLE b (id)')}`),
  });
}

const finished = `Migrating app-db: 2 migrations\n  up   ${a} <time>\n  up   ${b} <time>\n`;

describe.concurrent('a run on a terminal', () => {
  it('shows the migration under way with its place and its time, and then a line as anywhere', async () => {
    await using project = await waitingProject();
    const terminal = openTerminal(['migrate'], { cwd: project.root });
    await terminal.until(new RegExp(`\\n. \\[2/2\\] up {3}${b} \\d\\.\\d s\\n$`));
    expect(withoutTimes(await terminal.screen())).toMatch(
      new RegExp(
        `^Migrating app-db: 2 migrations\\n  up   ${a} <time>\\n[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏] \\[2/2\\] up   ${b} <time>\\n$`,
      ),
    );
    await project.write({ go: '' });
    expect(await terminal.ended).toMatchObject({ exitCode: 0 });
    expect(withoutTimes(await terminal.screen())).toBe(
      `${finished}Applied 2 migrations in batch 1 (<time>).\n`,
    );
  });

  it('cuts a long name so that the time has room', async () => {
    const name = nameOf(1, 'a'.repeat(90));
    await using project = await projectWith({ [`${name}.ts`]: migration(until('go')) });
    const terminal = openTerminal(['migrate'], { cwd: project.root, columns: 40 });
    await terminal.until(/a… \d\.\d s\n/);
    const [, line = ''] = (await terminal.screen()).split('\n');
    expect(line).toHaveLength(39);
    await project.write({ go: '' });
    await terminal.ended;
  });

  it('shows what a migration prints, and the line again below it', async () => {
    await using project = await waitingProject("console.log('from the migration');");
    const terminal = openTerminal(['migrate'], { cwd: project.root });
    await terminal.until(/from the migration\n. \[2\/2\]/);
    await project.write({ go: '' });
    await terminal.ended;
    expect(withoutTimes(await terminal.screen())).toBe(
      `Migrating app-db: 2 migrations\n  up   ${a} <time>\nfrom the migration\n  up   ${b} <time>\n` +
        'Applied 2 migrations in batch 1 (<time>).\n',
    );
  });

  it('leaves a line of the migration alone that has not ended', async () => {
    await using project = await waitingProject("process.stdout.write('50 %');");
    const terminal = openTerminal(['migrate'], { cwd: project.root });
    await terminal.until('50 %');
    await sleep(300);
    expect(await terminal.screen()).toMatch(/\n50 %\n$/);
    await project.write({ go: '' });
    await terminal.ended;
    expect(withoutTimes(await terminal.screen())).toContain(`\n50 %\n  up   ${b} <time>\n`);
  });

  it('erases it if the migration fails', async () => {
    await using project = await waitingProject();
    await project.write({
      [`database/migrations/${b}.ts`]: migration(`${until('go')}\nthrow new Error('Kaboom.');`),
    });
    const terminal = openTerminal(['migrate'], { cwd: project.root });
    await terminal.until('[2/2]');
    await project.write({ go: '' });
    expect(await terminal.ended).toMatchObject({ exitCode: 1 });
    const screen = withoutTimes(await terminal.screen());
    expect(screen).toContain(`  up   ${a} <time>\n  up   ${b} failed\nerror `);
    expect(screen).not.toContain('[2/2]');
  });

  it('keeps no process alive that waits for nothing, and stays to say what was under way', async () => {
    await using project = await projectWith({
      [`${a}.ts`]: migration('await new Promise(() => {});'),
    });
    const screen = await screenOf(['migrate'], { cwd: project.root });
    expect(screen).toMatch(new RegExp(`\\n  \\[1/1\\] up   ${a}\\nerror [^]*\\[MIGRATION\\.UNFINISHED\\]`));
  });

  it('is told of Ctrl-C below which it goes on', async () => {
    await using project = await waitingProject();
    const terminal = openTerminal(['migrate'], { cwd: project.root });
    await terminal.until('[2/2]');
    terminal.type('\u0003');
    await terminal.until(/SIGINT: stopping after this migration.*\n. \[2\/2\]/);
    await project.write({ go: '' });
    expect(await terminal.ended).toMatchObject({ exitCode: 0 });
    expect(await terminal.screen()).not.toContain('[2/2]');
  });
});

describe.concurrent('Ctrl-C before anything runs', () => {
  it('erases what is shown, and ends at once by the signal', async () => {
    await using project = await projectWith({ [`${a}.ts`]: `${until('go')}\nexport default {};` });
    const terminal = openTerminal(['migrate'], { cwd: project.root });
    await terminal.until(/Reading app-db \d/);
    terminal.type('\u0003');
    expect(await terminal.ended).toMatchObject({ signal: 2 });
    expect(await terminal.screen()).not.toContain('Reading');
  });

  it('is heard between the migrations of a verification', async () => {
    const names = Array.from({ length: 400 }, (_, index) => `t${index}`);
    await using project = await projectWith(tables(...names));
    const terminal = openTerminal(['migrate:verify'], { cwd: project.root });
    await terminal.until('Verifying [');
    terminal.type('\u0003');
    expect(await terminal.ended).toMatchObject({ signal: 2 });
    expect(await terminal.screen()).not.toContain('Verifying');
  });
});

describe('a remote database that answers slowly', () => {
  const aProject = remoteProjects(1);

  it('is named while it is read, and nothing of that stays above the plan', async () => {
    await using project = await aProject(tables('a'));
    project.cloudflare.fail({ what: 'slow', ms: 600, when: { path: new RegExp(project.uuid) }, times: 1 });
    const terminal = openTerminal(['migrate', '--remote'], { cwd: project.root, env: project.env });
    await terminal.until(new RegExp(`Reading ${project.name} \\(remote\\) \\d`));
    await terminal.until('[y/N]');
    expect(await terminal.screen()).toMatch(/^Database {5}app-0 .*\nnext {2}a bookmark .*\? \[y\/N\]\n$/s);
    terminal.type('y\r');
    expect(await terminal.ended).toMatchObject({ exitCode: 0 });
    expect(await terminal.screen()).not.toContain('Reading');
  });
});

describe.concurrent('a terminal that cannot move its cursor, or a log', () => {
  it.each([[{ TERM: 'dumb' }], [{ CI: 'true' }]])('gets plain lines: %j', async (env) => {
    await using project = await waitingProject();
    const terminal = openTerminal(['migrate'], { cwd: project.root, env });
    await terminal.until(new RegExp(`  up   ${b}`));
    await sleep(300);
    expect(withoutTimes(await terminal.screen())).toMatch(new RegExp(`\\n  up   ${b}\\n$`));
    await project.write({ go: '' });
    await terminal.ended;
    expect(withoutTimes(await terminal.screen())).toContain(finished);
  });
});
