// A disk that is full, and a file that may not grow: nothing of the migration stays, and the next run does all of it
import { spawnSync } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { batchesIn, everythingIn, rowsIn } from './support/database.ts';
import { createsTable, migration, nameOf, runs } from './support/migrations.ts';
import { type Project, projectWith } from './support/project.ts';
import { script } from './support/roost.ts';

const [a, big, c] = [nameOf(1, 'a'), nameOf(2, 'big'), nameOf(3, 'c')] as const;
const rows = Array.from({ length: 40 }, () => 'INSERT INTO big VALUES (zeroblob(90000))');
const files = {
  [`${a}.ts`]: createsTable('a'),
  [`${big}.ts`]: migration(runs('CREATE TABLE big (x)', ...rows)),
  [`${c}.ts`]: createsTable('c'),
};
const all = [
  [a, 1],
  [big, 2],
  [c, 2],
];

// `ran <name> <command …>` keeps what a command of roost printed, how it ended, and the database behind it.
const ran = `
  set -e
  ran() {
    name=$1; shift; code=0
    "$@" --json --file disk/app.sqlite > "$name.json" || code=$?
    echo "$code" > "$name.exit"
    mkdir "$name"; cp disk/app.sqlite* "$name"
  }
  `;

const disk = 'mount -t tmpfs -o size=12m tmpfs disk; ';
// Mounted for this process and its children alone, the disk goes with them.
const onDisk = ['unshare', '-rm', 'sh', '-c'];
const mayMount =
  spawnSync('unshare', ['-rm', 'sh', '-c', 'mount -t tmpfs -o size=1m tmpfs /mnt']).status === 0;

/** Runs a script whose \`"$@"\` is the command. */
async function run(project: Project, [shell = '', ...args]: readonly string[], text: string): Promise<void> {
  await mkdir(project.path('disk'));
  const { status, stderr } = spawnSync(shell, [...args, ran + text, 'sh', process.execPath, script], {
    cwd: project.root,
    encoding: 'utf8',
  });
  expect([status, stderr]).toEqual([0, '']);
}

async function ended(project: Project, name: string) {
  const answer = JSON.parse(await readFile(project.path(`${name}.json`), 'utf8'));
  return { ...answer, exitCode: Number(await readFile(project.path(`${name}.exit`), 'utf8')) };
}

const fullDisk = `${disk}
  ran first "$@" migrate --to a
  head -c 9m /dev/zero > disk/ballast
  ran full "$@" migrate
  rm disk/ballast
  ran roomy "$@" migrate`;
const limitedFile = `
  ran first "$@" migrate --to a
  (trap '' XFSZ; ulimit -f 2000; ran full "$@" migrate)
  ran roomy "$@" migrate`;

it.each([
  // Where nothing may be mounted, there is no disk that could be full.
  ...(mayMount ? [['a full disk', onDisk, fullDisk, 'DATABASE.FULL'] as const] : []),
  ['a file that may not grow', ['sh', '-c'], limitedFile, 'DATABASE.IO'] as const,
])('%s keeps nothing of the migration, and the next run finishes the job', async (_, shell, text, cause) => {
  await using project = await projectWith(files);
  await run(project, shell, text);
  expect(await ended(project, 'first')).toMatchObject({ exitCode: 0 });
  expect(await ended(project, 'full')).toMatchObject({
    exitCode: 1,
    error: {
      code: 'MIGRATION.FAILED',
      hint: expect.stringMatching(/room|space/),
      details: { report: { done: [], remaining: [{ name: big }, { name: c }] } },
      cause: { code: cause },
    },
  });
  expect(everythingIn(project.path('full/app.sqlite'))).toBe(everythingIn(project.path('first/app.sqlite')));
  expect(await ended(project, 'roomy')).toMatchObject({ exitCode: 0 });
  expect(batchesIn(project.path('roomy/app.sqlite'))).toEqual(all);
});

it.each(mayMount ? ['a disk'] : [])(
  '%s with room for the log alone keeps the whole migration there',
  async () => {
    await using project = await projectWith(files);
    await run(
      project,
      onDisk,
      `${disk}
  ran first "$@" migrate --to a
  head -c 6500k /dev/zero > disk/ballast
  ran full "$@" migrate
  ran status "$@" migrate:status
  rm disk/ballast
  ran roomy "$@" migrate`,
    );
    expect(await ended(project, 'full')).toMatchObject({ exitCode: 0 });
    expect(await ended(project, 'status')).toMatchObject({ result: { pending: 0 } });
    expect(await ended(project, 'roomy')).toMatchObject({ exitCode: 0, result: { done: [] } });
    const file = project.path('roomy/app.sqlite');
    expect(batchesIn(file)).toEqual(all);
    expect(rowsIn(file, 'SELECT count(*) AS n, sum(length(x)) AS bytes FROM big')).toEqual([
      { n: 40, bytes: 40 * 90_000 },
    ]);
  },
);
