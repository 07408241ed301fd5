// The flags that several commands have, each declared once. A command's own flags stand where it is declared.
import type { UndoOptions } from '@roostjs/migrations-core';
import { InvalidArgumentError, Option } from 'commander';

/** Flags that every command has. */
export type CommonFlags = { readonly cwd?: string; readonly path?: string; readonly json?: boolean };

/** Flags of commands that roll back. */
export type UndoFlags = { readonly useFiles?: boolean };

/** The flags of every command, but for `--path`, which stands with what else says where things are. */
export function commonOptions(): readonly Option[] {
  return [
    new Option('--cwd <dir>', 'work as if started in this folder'),
    new Option('--json', 'print exactly one JSON object on stdout'),
    new Option('--no-color', 'plain text (NO_COLOR does the same)'),
  ];
}

/** Where the configuration and the migrations are. */
export function projectOptions(): readonly Option[] {
  return [configOption(), pathOption()];
}

/** Which database, and the same as `projectOptions`. */
export function databaseOptions(): readonly Option[] {
  return [
    configOption(),
    new Option('-e, --env <name>', 'environment of the configuration (or CLOUDFLARE_ENV)'),
    new Option('--database <name>', 'binding or database_name, where there are several'),
    new Option('--persist-to <dir>', "wrangler's --persist-to: where the local database lives"),
    new Option('--file <path>', 'work on this SQLite file, whatever the configuration says').conflicts([
      'env',
      'database',
      'persistTo',
    ]),
    new Option('--no-d1-rules', 'with --file: run what SQLite runs and D1 would refuse'),
    new Option('--remote', 'work on the database at Cloudflare, with the login of wrangler').conflicts([
      'file',
      'persistTo',
    ]),
    new Option('--preview', 'as --remote, on its preview_database_id').implies({ remote: true }),
    pathOption(),
    ledgerOption(),
  ];
}

export function ledgerOption(): Option {
  return new Option('--ledger <table>', 'table that records what is applied').default('migrations');
}

/** Which of the configured databases, for a command that touches none of them. */
export function configuredDatabaseOptions(): readonly Option[] {
  const flags = ['--config', '--env', '--database', '--path', '--ledger'];
  return databaseOptions().filter(({ long }) => long !== undefined && flags.includes(long));
}

/** Which local database to copy, for a command that writes to none. */
export function scratchOptions(): readonly Option[] {
  const flags = ['--config', '--env', '--database', '--persist-to', '--path', '--ledger'];
  const copied = new Option(
    '--file <path>',
    'with --data: copy this SQLite file, whatever the configuration says',
  );
  return [
    ...databaseOptions().filter(({ long }) => long !== undefined && flags.includes(long)),
    copied.conflicts(['env', 'database', 'persistTo']),
    new Option('--no-d1-rules', 'run also what SQLite runs and D1 would refuse'),
  ];
}

export function pretendOption(): Option {
  return new Option('--pretend', 'print the SQL and write nothing');
}

/** For commands that roll back. */
export function useFilesOption(): Option {
  return new Option('--use-files', 'undo what has changed by the down() of its file, not by the stored one');
}

/** What it asks of a migrator. */
export function undoOptions({ useFiles }: UndoFlags): UndoOptions {
  return useFiles ? { down: 'file' } : {};
}

/** Agreement ahead, for commands that write to a remote database. */
export function forceOption(): Option {
  return new Option('--force', 'write to a remote database without asking');
}

/** For commands that write to a database which remembers the environment it belongs to. */
export function otherEnvironmentOption(): Option {
  return new Option(
    '--allow-other-environment',
    'with --remote: although the database was last migrated for another one',
  );
}

/** The name of the database, for commands that take the data of whole tables along. */
export function confirmOption(): Option {
  return new Option('--confirm <name>', 'name of the remote database that may lose what its tables hold');
}

/** Rules of lint to let pass, one a flag. */
export function allowOption(): Option {
  return new Option('--allow <rule>', 'let this rule of migrate:lint pass; may be given again')
    .default([], 'none')
    .argParser((rule: string, rules: readonly string[]) => [...rules, rule]);
}

/** A flag whose value is a whole number from 1 up; anything else is a usage error. */
export function numberOption(flags: string, description: string): Option {
  return new Option(flags, description).argParser(positive);
}

function pathOption(): Option {
  return new Option(
    '--path <dir>',
    'folder of the migrations (default: database/migrations beside the configuration)',
  );
}

function configOption(): Option {
  return new Option('-c, --config <file>', 'wrangler configuration (default: found upwards from here)');
}

function positive(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError('It must be a whole number from 1 up.');
  return Number(text);
}
