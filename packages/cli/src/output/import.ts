// The outcome of an import: each file with where its down() comes from.
import { relative } from 'node:path';
import type { ImportedMigration } from '@roostjs/internal-core';
import { inline, shellWord } from '@roostjs/internal-errors';
import type { VerifiedMigration } from '@roostjs/migrations-core';
import type { Context, Output } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Outcome } from '../outcome.ts';
import { count, duration, margin, nextLead, type Paint, paint, warningLead } from './style.ts';
import { failedMigrations, verifyTable } from './verify.ts';

export type ImportedFile = {
  readonly migration: ImportedMigration;
  /** What migrate:verify finds. */
  readonly verified: VerifiedMigration | undefined;
  readonly path: string;
  readonly text: string;
};

export type Import = {
  readonly from: string;
  readonly to: string;
  /** The folder as `--path` names it; undefined if that was not given. */
  readonly toPath: string | undefined;
  readonly files: readonly ImportedFile[];
  /** Scripts of the folder that are not SQL. */
  readonly others: readonly string[];
  readonly pretend: boolean;
  readonly milliseconds: number;
};

export function importOutcome(context: Context, found: Import): Outcome {
  const { from, to, files, others, pretend, milliseconds } = found;
  const { cwd, stdout, stderr } = context;
  return {
    exitCode: exitCodes.done,
    result: { pretend, from, to, migrations: files.map(asData), others },
    target: undefined,
    text: pretend ? files.map((file) => documentOf(cwd, file)).join('\n') : table(stdout, cwd, files),
    form: pretend ? 'document' : 'prose',
    summary: [
      pretend ? table(stderr, cwd, files) : '',
      ...others.map((file) => `${warningLead(stderr)}not imported, because it is no SQL: ${inline(file)}\n`),
      problemsText(context, files),
      `${pretend ? 'Dry run: would import' : 'Imported'} ${count(files.length, 'migration')} in ${duration(milliseconds)}: ${countsText(files)}.\n`,
      'Verified by replay: they run the same statements as the SQL, and create the same schema and rows.\n',
      pretend ? '' : nextText(stderr, found),
    ].join(''),
  };
}

type DownOrigin = 'generated' | 'from SQL' | 'none';

const colors: Readonly<Record<DownOrigin, Paint>> = {
  generated: 'green',
  'from SQL': 'green',
  none: 'yellow',
};

function originOf({ migration: { down } }: ImportedFile): DownOrigin {
  if (down === null) return 'none';
  return down.origin === 'sql' ? 'from SQL' : 'generated';
}

function asData(file: ImportedFile): unknown {
  const { migration, path, verified } = file;
  const { name, down, obstacle } = migration;
  return { name, path, down: down?.origin ?? null, obstacle, verified: verified?.state ?? null };
}

const width = 'generated'.length + 2;

function table(output: Output, cwd: string, files: readonly ImportedFile[]): string {
  const lines = files.flatMap((file) => {
    const origin = originOf(file);
    const { obstacle } = file.migration;
    const title = `${paint(output, colors[origin], origin)}${' '.repeat(width - origin.length)}${margin}${pathIn(cwd, file)}`;
    return obstacle === null ? [title] : [title, `${' '.repeat(width)}${inline(obstacle)}`];
  });
  return [paint(output, 'bold', `${'down()'.padEnd(width)}File`), ...lines, ''].join('\n');
}

function documentOf(cwd: string, file: ImportedFile): string {
  return `// ${pathIn(cwd, file)}\n${file.text}`;
}

function pathIn(cwd: string, { path }: ImportedFile): string {
  return inline(relative(cwd, path));
}

function countsText(files: readonly ImportedFile[]): string {
  const counted = [
    ['generated', 'with a generated down()'],
    ['from SQL', 'with its own'],
    ['none', 'without'],
  ] as const;
  return counted
    .map(([origin, words]) => [files.filter((file) => originOf(file) === origin).length, words] as const)
    .filter(([number]) => number > 0)
    .map(([number, words]) => `${number} ${words}`)
    .join(', ');
}

/** Those that the SQL has as well: a generated down() is verified. */
function problemsText({ stderr, cwd }: Context, files: readonly ImportedFile[]): string {
  const found = failedMigrations(
    files.flatMap(({ verified }) => verified ?? []),
    'as-written',
  );
  if (found.length === 0) return '';
  const warning = warningLead(stderr);
  return `${warning}found by migrate:verify, and the same in the SQL:\n${verifyTable(stderr, cwd, found)}`;
}

function nextText(stderr: Output, { toPath }: Import): string {
  const path = toPath === undefined ? '' : ` --path ${shellWord(toPath)}`;
  const next = nextLead(stderr);
  return (
    `${next}run roost migrate:status${path} to see what is pending\n` +
    `${next}if another tool has applied the SQL, run roost migrate:adopt${path}\n`
  );
}
