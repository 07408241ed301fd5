// The command tree: every command with its own flags.
import { foreignTools } from '@roostjs/migrations-core';
import { Command, Option } from 'commander';
import { type AdoptFlags, adoptCommand } from './commands/adopt.ts';
import { doctorCommand } from './commands/doctor.ts';
import { type DumpFlags, dumpCommand } from './commands/dump.ts';
import { type ExportFlags, exportCommand } from './commands/export.ts';
import { type FreshFlags, freshCommand } from './commands/fresh.ts';
import { installCommand } from './commands/install.ts';
import { type LintFlags, lintCommand } from './commands/lint.ts';
import { type MakeFlags, makeMigrationCommand } from './commands/make-migration.ts';
import { type MigrateFlags, migrateCommand } from './commands/migrate.ts';
import type { DatabaseFlags } from './commands/migrator.ts';
import { type RefreshFlags, refreshCommand } from './commands/refresh.ts';
import { repairCommand } from './commands/repair.ts';
import { type ResetFlags, resetCommand } from './commands/reset.ts';
import { type ResolveFlags, resolveCommand } from './commands/resolve.ts';
import { type RollbackFlags, rollbackCommand } from './commands/rollback.ts';
import { type SquashFlags, squashCommand } from './commands/squash.ts';
import { type StatusFlags, statusCommand } from './commands/status.ts';
import { type VerifyFlags, verifyCommand } from './commands/verify.ts';
import type { Context, Output } from './context.ts';
import {
  allowOption,
  type CommonFlags,
  commonOptions,
  configuredDatabaseOptions,
  confirmOption,
  databaseOptions,
  forceOption,
  ledgerOption,
  numberOption,
  otherEnvironmentOption,
  pretendOption,
  projectOptions,
  scratchOptions,
  useFilesOption,
} from './flags.ts';
import type { Outcome } from './outcome.ts';

/** Carries a command out: renders its outcome or its failure, and sets the exit code. */
export type Perform = (
  command: CommandName,
  flags: CommonFlags,
  work: (context: Context) => Promise<Outcome>,
) => Promise<void>;

export const commandNames = [
  'make:migration',
  'migrate',
  'migrate:status',
  'migrate:rollback',
  'migrate:reset',
  'migrate:refresh',
  'migrate:fresh',
  'migrate:install',
  'migrate:adopt',
  'migrate:resolve',
  'migrate:repair',
  'migrate:lint',
  'migrate:verify',
  'migrate:squash',
  'doctor',
  'migrate:export',
  'schema:dump',
] as const;

export type CommandName = (typeof commandNames)[number];

const docs = 'Guide: https://www.npmjs.com/package/@roostjs/cli';

/**
 * The whole command line, or as much of it as a single command needs. Usage errors are thrown as CommanderError; nothing here ends the
 * process.
 */
export function createProgram(
  version: string,
  streams: { stdout: Output; stderr: Output },
  perform: Perform,
  only?: CommandName,
): Command {
  const program = new Command('roost')
    .description('Database migrations for Cloudflare D1, with up, down, batches and rollback.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand(false)
    .showSuggestionAfterError(true)
    .exitOverride()
    .configureHelp({ minWidthToWrap: 20 })
    .configureOutput({
      writeOut: (text) => streams.stdout.write(text),
      writeErr: () => {},
      getOutHelpWidth: () => streams.stdout.columns ?? 100,
      getOutHasColors: () => streams.stdout.hasColor,
    })
    .addHelpText(
      'after',
      `\nExamples:\n  $ roost make:migration create_posts_table\n  $ roost migrate\n\n${docs}`,
    );

  // A command that nobody asks for is not part of the program, and has no flags made.
  const command = (declaration: Declaration): Command =>
    only === undefined || only === declaration.name
      ? declare(program, declaration)
      : new Command(declaration.name);

  command({
    name: 'make:migration',
    description: 'write a new migration file',
    examples: ['create_posts_table', '--create posts add_posts'],
    flags: () => [
      new Option('--create <table>', 'fill it with the creation of a table').conflicts('table'),
      new Option('--table <table>', 'fill it with a change to a table'),
      ...projectOptions(),
    ],
  })
    .argument('<name>', 'what it does, for example create_posts_table')
    .action((name: string, flags: MakeFlags) =>
      perform('make:migration', flags, (context) => makeMigrationCommand(context, name, flags)),
    );

  command({
    name: 'migrate',
    description: 'apply every pending migration',
    examples: ['', '--pretend', '--to create_posts_table'],
    flags: () => [
      pretendOption(),
      new Option('--rehearse', 'run it on the real data, roll it back, and tell what would fail').conflicts([
        'pretend',
        'step',
      ]),
      forceOption(),
      new Option('--step', 'give each migration a batch of its own'),
      new Option('--atomic', 'send all of them as one request: all are applied, or none').conflicts(
        'rehearse',
      ),
      new Option('--to <name>', 'stop behind this one: its name, its digits or its title'),
      new Option('--allow-changed', 'with --remote: although a file has changed since it was applied'),
      allowOption(),
      new Option('--allow-out-of-order', 'with --remote: also what is older than the newest applied one'),
      otherEnvironmentOption(),
      ...databaseOptions(),
    ],
  }).action((flags: MigrateFlags) => perform('migrate', flags, (context) => migrateCommand(context, flags)));

  command({
    name: 'migrate:status',
    description: 'show the state of every migration',
    examples: ['', '--pending --exit-code'],
    flags: () => [
      new Option('--pending', 'show only what is pending'),
      new Option('--exit-code', 'exit with 4 when a migration is pending, with 5 when the schema drifted'),
      ...databaseOptions(),
    ],
  }).action((flags: StatusFlags) =>
    perform('migrate:status', flags, (context) => statusCommand(context, flags)),
  );

  command({
    name: 'migrate:rollback',
    description: 'undo the last batch, newest first',
    examples: ['', '--step 1', '--to create_posts_table'],
    flags: () => [
      numberOption('--step <n>', 'undo the last n migrations').conflicts('batch'),
      numberOption('--batch <n>', 'undo that batch'),
      new Option('--to <name>', 'undo all that was applied after this one, and keep it').conflicts([
        'step',
        'batch',
      ]),
      useFilesOption(),
      pretendOption(),
      forceOption(),
      otherEnvironmentOption(),
      ...databaseOptions(),
    ],
  }).action((flags: RollbackFlags) =>
    perform('migrate:rollback', flags, (context) => rollbackCommand(context, flags)),
  );

  command({
    name: 'migrate:reset',
    description: 'roll every migration back and run them all again',
    examples: ['', '--pretend'],
    flags: () => [
      useFilesOption(),
      pretendOption(),
      confirmOption(),
      forceOption(),
      otherEnvironmentOption(),
      ...databaseOptions(),
    ],
  }).action((flags: ResetFlags) =>
    perform('migrate:reset', flags, (context) => resetCommand(context, flags)),
  );

  command({
    name: 'migrate:refresh',
    description: 'roll the last migrations back, or all, and apply what is pending then',
    examples: ['', '--step 1'],
    flags: () => [
      numberOption('--step <n>', 'roll only the last n migrations back'),
      useFilesOption(),
      pretendOption(),
      confirmOption(),
      forceOption(),
      otherEnvironmentOption(),
      ...databaseOptions(),
    ],
  }).action((flags: RefreshFlags) =>
    perform('migrate:refresh', flags, (context) => refreshCommand(context, flags)),
  );

  command({
    name: 'migrate:fresh',
    description: 'drop every table, view and trigger, and run every migration',
    examples: ['', '--pretend'],
    flags: () => [
      pretendOption(),
      confirmOption(),
      forceOption(),
      otherEnvironmentOption(),
      ...databaseOptions(),
    ],
  }).action((flags: FreshFlags) =>
    perform('migrate:fresh', flags, (context) => freshCommand(context, flags)),
  );

  command({
    name: 'migrate:install',
    description: 'make the table that records what is applied',
    examples: ['', '--remote'],
    flags: () => [forceOption(), otherEnvironmentOption(), ...databaseOptions()],
  }).action((flags: DatabaseFlags) =>
    perform('migrate:install', flags, (context) => installCommand(context, flags)),
  );

  command({
    name: 'migrate:adopt',
    description: 'record migrations as applied on a database that was built before, and run none',
    examples: ['', '--from drizzle', '--to create_posts_table --pretend'],
    flags: () => [
      new Option(
        '--from <tool>',
        'whose ledger says what is applied (default: the only one there is)',
      ).choices(foreignTools),
      new Option('--to <name>', 'the last migration that holds already, whatever a ledger says').conflicts(
        'from',
      ),
      new Option('--pretend', 'show what would be recorded, and what differs, and write nothing'),
      new Option('--force', 'record it although the database differs from what the migrations make'),
      new Option('--confirm <name>', 'name of the remote database that is taken over'),
      otherEnvironmentOption(),
      ...databaseOptions(),
    ],
  }).action((flags: AdoptFlags) =>
    perform('migrate:adopt', flags, (context) => adoptCommand(context, flags)),
  );

  command({
    name: 'migrate:resolve',
    description: 'settle a migration that was stopped outside a transaction',
    examples: ['20261123101500_backfill_slugs --applied'],
    flags: () => [
      new Option('--applied', 'all of it holds in the schema').conflicts('rolledBack'),
      new Option('--rolled-back', 'none of it holds in the schema'),
      forceOption(),
      otherEnvironmentOption(),
      ...databaseOptions(),
    ],
  })
    .argument('<name>', 'the partial migration')
    .action((name: string, flags: ResolveFlags) =>
      perform('migrate:resolve', flags, (context) => resolveCommand(context, name, flags)),
    );

  command({
    name: 'migrate:repair',
    description:
      'record as it is now what has changed since it was applied: files, their names, and the schema',
    examples: ['', '--remote'],
    flags: () => [forceOption(), otherEnvironmentOption(), ...databaseOptions()],
  }).action((flags: DatabaseFlags) =>
    perform('migrate:repair', flags, (context) => repairCommand(context, flags)),
  );

  command({
    name: 'migrate:lint',
    description: 'find what loses data or fails, before anything runs; needs no database',
    examples: ['', '--format github', '--allow drop-table'],
    flags: () => [
      allowOption(),
      new Option('--format <format>', 'github: as annotations of a pull request')
        .choices(['text', 'github'])
        .default('text')
        .conflicts('json'),
      ...projectOptions(),
      ledgerOption(),
    ],
  }).action((flags: LintFlags) => perform('migrate:lint', flags, (context) => lintCommand(context, flags)));

  command({
    name: 'migrate:verify',
    description: 'try each migration up, down and up again, on a database in memory',
    examples: ['', '--data', '--path database/migrations --reversible'],
    flags: () => [
      new Option('--data', 'on a copy of the local database: its last batch, and what is pending'),
      new Option('--reversible', 'a migration without down() is a finding too'),
      ...scratchOptions(),
    ],
  }).action((flags: VerifyFlags) =>
    perform('migrate:verify', flags, (context) => verifyCommand(context, flags)),
  );

  command({
    name: 'migrate:squash',
    description: 'replace the migrations that are applied, or the first ones, by one that makes the same',
    examples: ['', '--to create_posts_table --pretend'],
    flags: () => [
      new Option('--to <name>', 'the last one to replace: its name, its digits or its title'),
      new Option('--without-rows', 'leave out the rows that the migrations write'),
      new Option('--pretend', 'print the file that would be written, and write nothing'),
      ...databaseOptions(),
    ],
  }).action((flags: SquashFlags) =>
    perform('migrate:squash', flags, (context) => squashCommand(context, flags)),
  );

  command({
    name: 'migrate:export',
    description: 'write each migration as SQL for wrangler d1 migrations apply',
    examples: ['', '--check'],
    flags: () => [
      new Option('--check', 'write nothing; exit with 5 when a file is missing or stale'),
      new Option('--partial', 'leave out, and name, what cannot be written ahead as SQL'),
      ...configuredDatabaseOptions(),
    ],
  }).action((flags: ExportFlags) =>
    perform('migrate:export', flags, (context) => exportCommand(context, flags)),
  );

  command({
    name: 'schema:dump',
    description: 'print the schema as SQL, the same bytes for the same schema',
    examples: ['', '--out database/schema.sql', '--check database/schema.sql'],
    flags: () => [
      new Option('--out <file>', 'write it to this file instead, and print its path'),
      new Option('--check <file>', 'write nothing; exit with 5 when the file is not the schema').conflicts(
        'out',
      ),
      ...databaseOptions(),
    ],
  }).action((flags: DumpFlags) => perform('schema:dump', flags, (context) => dumpCommand(context, flags)));

  command({
    name: 'doctor',
    description: 'try out on the database what migrations stand on',
    examples: ['', '--remote'],
    flags: databaseOptions,
  }).action((flags: DatabaseFlags) => perform('doctor', flags, (context) => doctorCommand(context, flags)));

  return helpCommand(program);
}

// Commander's own help command answers a name that it does not know with the help of everything.
function helpCommand(program: Command): Command {
  program
    .command('help')
    .description('show help for a command')
    .argument('[command]')
    .action(async (name: string | undefined) => {
      const wanted =
        name === undefined ? program : program.commands.find((command) => command.name() === name);
      if (wanted !== undefined) wanted.outputHelp();
      else await program.parseAsync([name ?? ''], { from: 'user' });
    });
  return program;
}

type Declaration = {
  readonly name: CommandName;
  readonly description: string;
  /** What stands behind the command's name. */
  readonly examples: readonly string[];
  /** Its own first, because the help shows them in this order. */
  readonly flags: () => readonly Option[];
};

function declare(program: Command, { name, description, examples, flags }: Declaration): Command {
  const lines = examples.map((example) => `  $ roost ${name} ${example}`.trimEnd());
  const declared = program
    .command(name)
    .description(description)
    .addHelpText('after', `\nExamples:\n${lines.join('\n')}`);
  for (const flag of [...flags(), ...commonOptions()]) declared.addOption(flag);
  return declared;
}
