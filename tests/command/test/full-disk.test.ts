// A disk that is full, and a file that may not grow: nothing of the migration stays, and the next run does all of it
import { expect, it } from 'vitest';
import { batchesIn, everythingIn, prepareDatabase, rowsIn } from './support/database.ts';
import { answerOfRun, inProject, inShell, mayMount, onDisk, runScript } from './support/disk.ts';
import { createsTable, migration, nameOf, runs, tables } from './support/migrations.ts';
import { projectWith } from './support/project.ts';

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

const disk = 'mount -t tmpfs -o size=12m tmpfs disk';
const onFile = '--file disk/app.sqlite';

const fullDisk = `${disk}
  ran first "$@" migrate --to a ${onFile}
  head -c 9m /dev/zero > disk/ballast
  ran full "$@" migrate ${onFile}
  rm disk/ballast
  ran roomy "$@" migrate ${onFile}`;
const limitedFile = `
  ran first "$@" migrate --to a ${onFile}
  (trap '' XFSZ; ulimit -f 2000; ran full "$@" migrate ${onFile})
  ran roomy "$@" migrate ${onFile}`;

it.each([
  // Where nothing may be mounted, there is no disk that could be full.
  ...(mayMount ? [['a full disk', onDisk, fullDisk, 'DATABASE.FULL'] as const] : []),
  ['a file that may not grow', inShell, limitedFile, 'DATABASE.IO'] as const,
])('%s keeps nothing of the migration, and the next run finishes the job', async (_, shell, text, cause) => {
  await using project = await projectWith(files);
  await runScript(project, shell, text);
  expect(await answerOfRun(project, 'first')).toMatchObject({ exitCode: 0 });
  expect(await answerOfRun(project, 'full')).toMatchObject({
    exitCode: 1,
    error: {
      code: 'MIGRATION.FAILED',
      hint: expect.stringMatching(/room|space/),
      details: { report: { done: [], remaining: [{ name: big }, { name: c }] } },
      cause: { code: cause },
    },
  });
  expect(everythingIn(project.path('full/app.sqlite'))).toBe(everythingIn(project.path('first/app.sqlite')));
  expect(await answerOfRun(project, 'roomy')).toMatchObject({ exitCode: 0 });
  expect(batchesIn(project.path('roomy/app.sqlite'))).toEqual(all);
});

it.each([
  ['make:migration x', 'MIGRATIONS.FOLDER_UNWRITABLE'],
  ['migrate:squash --file app.sqlite', 'MIGRATIONS.FOLDER_UNWRITABLE'],
  ['schema:dump --file app.sqlite --out database/schema.sql', 'DUMP.FILE_UNUSABLE'],
  ['schema:dump --file app.sqlite --out schema.sql', 'DUMP.FILE_UNUSABLE'],
  ['schema:types --out database/types.ts', 'TYPES.FILE_UNUSABLE'],
  ['schema:types --out schema.sql', 'TYPES.FILE_UNUSABLE'],
  ['build:migrations --out database/all.ts', 'BUILD.FILE_UNUSABLE'],
  ['migrate:export', 'EXPORT.FOLDER_UNUSABLE'],
])('%s leaves no file where none may grow', async (command, code) => {
  await using project = await projectWith(tables('a', 'b'), {
    'schema.sql': 'as it was',
    'migrations/x': '',
  });
  // Without a write-ahead log, so that reading it asks for no file.
  prepareDatabase(project.path('app.sqlite'), 'CREATE TABLE kept (id)');
  expect(await project.roost(['migrate', '--file', 'app.sqlite'])).toMatchObject({ exitCode: 0 });
  const before = await project.contents();
  const ended = inProject(project, `trap '' XFSZ; ulimit -f 0; exec "$@" ${command} --json`);
  expect(JSON.parse(ended.stdout)).toMatchObject({
    ok: false,
    error: { code, cause: { message: expect.stringContaining('EFBIG') } },
  });
  expect(await project.contents()).toEqual(before);
});

const unwritable = '/dev/full';

it.each([
  [['migrate', '--json'], 1],
  [['migrate:status'], 1],
  [['--help'], 1],
  [['migrate:status', '--exit-code'], 4],
])('a full stdout is said in one error on stderr, by %j', async (args, exitCode) => {
  await using project = await projectWith(tables('a'));
  const ended = inProject(project, `exec "$@" ${args.join(' ')} > ${unwritable}`);
  expect(ended.status).toBe(exitCode);
  expect(ended.stderr).toContain('error Cannot write output to stdout: ENOSPC');
  expect(ended.stderr).toContain('[CLI.OUTPUT_LOST]');
  expect(ended.stderr).not.toMatch(/^ +at /m);
});

it('a full stderr stops no run, and leaves stdout and an exit code', async () => {
  await using project = await projectWith(tables('a', 'b'));
  const ran = inProject(project, `exec "$@" migrate 2> ${unwritable}`);
  expect([ran.status, ran.stdout]).toEqual([1, '']);
  const shown = inProject(project, `exec "$@" migrate:status 2> ${unwritable}`);
  expect([shown.status, shown.stdout.match(/applied/g)?.length]).toEqual([1, 2]);
  expect(inProject(project, `exec "$@" migrat 2> ${unwritable}`)).toMatchObject({ status: 2, stdout: '' });
});

it('an answer of which only a part goes into a file is no success', async () => {
  const names = Array.from({ length: 60 }, (_, index) => `t${index}`);
  await using project = await projectWith(tables(...names));
  const ended = inProject(
    project,
    `trap '' XFSZ; ulimit -f 4; exec "$@" migrate:status --json > answer.json`,
  );
  expect(ended).toMatchObject({ status: 1, stderr: expect.stringContaining('[CLI.OUTPUT_LOST]') });
});

it.each(mayMount ? ['a disk'] : [])(
  '%s with room for the log alone keeps the whole migration there',
  async () => {
    await using project = await projectWith(files);
    await runScript(
      project,
      onDisk,
      `${disk}
  ran first "$@" migrate --to a ${onFile}
  head -c 6500k /dev/zero > disk/ballast
  ran full "$@" migrate ${onFile}
  ran status "$@" migrate:status ${onFile}
  rm disk/ballast
  ran roomy "$@" migrate ${onFile}`,
    );
    expect(await answerOfRun(project, 'full')).toMatchObject({ exitCode: 0 });
    expect(await answerOfRun(project, 'status')).toMatchObject({ result: { pending: 0 } });
    expect(await answerOfRun(project, 'roomy')).toMatchObject({ exitCode: 0, result: { done: [] } });
    const file = project.path('roomy/app.sqlite');
    expect(batchesIn(file)).toEqual(all);
    expect(rowsIn(file, 'SELECT count(*) AS n, sum(length(x)) AS bytes FROM big')).toEqual([
      { n: 40, bytes: 40 * 90_000 },
    ]);
  },
);
