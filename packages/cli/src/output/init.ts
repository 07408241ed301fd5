// What roost init has found, proposes and has written.
import { relative } from 'node:path';
import { inline } from '@roostjs/internal-errors';
import type { Context } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';
import type { FoundDatabase } from '../init/database.ts';
import type { Found } from '../init/found.ts';
import type { MigrationFolder } from '../init/migration-folders.ts';
import type { Proposal, ProposedFile } from '../init/proposal.ts';
import type { Outcome } from '../outcome.ts';
import { objectsText } from './objects.ts';
import { count, margin, nextLead, paint, warningLead } from './style.ts';

export function foundText(context: Context, found: Found): string {
  const { stderr, cwd } = context;
  const { config, configWithoutDatabase, folders, folder, database } = found;
  const rows = [
    [
      config === null ? 'no wrangler configuration' : shown(cwd, config),
      configWithoutDatabase === null ? databaseName(database) : 'no database',
    ],
    ...(folders.length === 0
      ? [['no migrations', '']]
      : folders.map((each) => folderRow(cwd, each, folder.path))),
    ...(database === null ? [] : [databaseRow(database)]),
  ];
  const problem = database?.problem;
  const warning = problem == null ? '' : `${warningLead(stderr)}${inline(problem.message)}\n`;
  return `${paint(stderr, 'bold', 'Found')}\n${table(rows)}${warning}`;
}

export function proposalText(context: Context, { files, kept }: Proposal): string {
  const { stderr, cwd } = context;
  if (files.length === 0) return '';
  const rows = files.map((file) => [`${verbOf(file)} ${shown(cwd, file.path)}`, file.what]);
  const keptLines = kept.map((what) => `  ${paint(stderr, 'dim', `keep   ${inline(what)}`)}\n`);
  return `${paint(stderr, 'bold', 'Proposed')}\n${table(rows)}${keptLines.join('')}`;
}

type Done = { readonly pretend: boolean; readonly isWritten: boolean };

export function initOutcome(
  context: Context,
  found: Found,
  proposal: Proposal,
  { pretend, isWritten }: Done,
): Outcome {
  const { files, kept, next } = proposal;
  const isDeclined = !pretend && !isWritten && files.length > 0;
  const steps = isDeclined ? [] : next;
  return {
    exitCode: isDeclined ? exitCodes.consent : exitCodes.done,
    result: {
      pretend,
      found: foundResult(found),
      proposed: files.map(({ path, before, what }) => ({ path, exists: before !== undefined, what })),
      kept,
      written: isWritten ? files.map(({ path }) => path) : [],
      next: steps,
    },
    target: found.database?.target,
    text: isWritten ? files.map(({ path }) => `${shown(context.cwd, path)}\n`).join('') : '',
    summary:
      doneText(files, { pretend, isWritten }) +
      steps.map((step) => `${nextLead(context.stderr)}${inline(step)}\n`).join(''),
  };
}

function doneText(files: readonly ProposedFile[], { pretend, isWritten }: Done): string {
  if (files.length === 0) return 'Nothing to set up: roost is ready here.\n';
  if (pretend) return 'Dry run: nothing was written.\n';
  return isWritten ? `Wrote ${count(files.length, 'file')}.\n` : 'Cancelled. Nothing was written.\n';
}

function foundResult({ project, config, folder, folders, database }: Found): object {
  return {
    project,
    config,
    folder: folder.path,
    folders,
    database:
      database === null
        ? null
        : {
            objects: database.schema.objects.map(({ type, name }) => ({ type, name })),
            ledger: database.ledger,
            applied: database.applied,
            pending: database.pending,
            adopt: database.adopt,
            problem: database.problem,
          },
  };
}

function databaseName(database: FoundDatabase | null): string {
  if (database === null) return '';
  const { target } = database;
  return target.kind === 'file'
    ? `the file ${inline(target.name)}`
    : `${inline(target.name)}, binding ${inline(target.binding)}`;
}

function folderRow(
  cwd: string,
  { path, tool, migrations, obstacle }: MigrationFolder,
  chosen: string,
): string[] {
  const whose = tool === null ? '' : ` of ${tool}`;
  const use =
    obstacle !== null ? `; cannot be used: ${obstacle}` : path === chosen ? ', used where they are' : '';
  return [`${shown(cwd, path)}/`, inline(count(migrations, 'migration') + whose + use)];
}

function databaseRow({ target, schema, applied, pending, adopt, ledger }: FoundDatabase): string[] {
  const where = { local: 'local database', remote: 'remote database', file: 'database' }[target.kind];
  const recorded =
    applied > 0
      ? `${applied} applied, ${pending} pending`
      : adopt === null
        ? 'nothing recorded'
        : `${adopt.migrations.length} applied by ${adopt.tool}`;
  const table = ledger === 'migrations' ? '' : `; a table of yours is called migrations`;
  const text = schema.objects.length === 0 ? 'empty' : `${objectsText(schema.objects)}; ${recorded}${table}`;
  return [where, text];
}

function verbOf({ before }: ProposedFile): string {
  return before === undefined ? 'create' : 'change';
}

function shown(cwd: string, path: string): string {
  return inline(relative(cwd, path) || '.');
}

/** Two columns. */
function table(rows: readonly (readonly string[])[]): string {
  const width = Math.max(...rows.map(([first = '']) => first.length));
  return rows
    .map(([first = '', second = '']) =>
      second === '' ? `  ${first}\n` : `  ${first.padEnd(width)}  ${margin}${second}\n`,
    )
    .join('');
}
