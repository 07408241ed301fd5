// The command tree: every command and flag is declared here, and nothing is loaded before it is called.
import { Command, InvalidArgumentError, Option } from 'commander';
import type { MakeFlags } from './commands/make-migration.ts';
import type { MigrateFlags } from './commands/migrate.ts';
import type { ResetFlags } from './commands/reset.ts';
import type { ResolveFlags } from './commands/resolve.ts';
import type { RollbackFlags } from './commands/rollback.ts';
import type { StatusFlags } from './commands/status.ts';
import type { Context, Output } from './context.ts';
import type { Outcome } from './outcome.ts';

/** Flags that every command has. */
export type CommonFlags = { readonly cwd?: string; readonly path?: string; readonly json?: boolean };

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
  'migrate:resolve',
] as const;

export type CommandName = (typeof commandNames)[number];

const docs = 'Guide and error codes: https://github.com/roostjs/migrations#readme';

/** The whole command line. Usage errors are thrown as CommanderError; nothing here ends the process. */
export function createProgram(
  version: string,
  streams: { stdout: Output; stderr: Output },
  perform: Perform,
): Command {
  const program = new Command('roost')
    .description('Database migrations for Cloudflare D1, with up, down, batches and rollback.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand(false)
    .showSuggestionAfterError(true)
    .exitOverride()
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

  command(program, 'make:migration', 'write a new migration file', [
    'create_posts_table',
    '--create posts add_posts',
  ])
    .argument('<name>', 'what it does, for example create_posts_table')
    .addOption(new Option('--create <table>', 'fill it with the creation of a table').conflicts('table'))
    .option('--table <table>', 'fill it with a change to a table')
    .addOption(pathOption())
    .addOption(configOption())
    .action((name: string, flags: MakeFlags) =>
      perform('make:migration', flags, async (context) =>
        (await import('./commands/make-migration.ts')).makeMigrationCommand(context, name, flags),
      ),
    );

  databaseCommand(program, 'migrate', 'apply every pending migration', ['', '--pretend'])
    .option('--pretend', 'print the SQL and write nothing')
    .option('--step', 'give each migration a batch of its own')
    .action((flags: MigrateFlags) =>
      perform('migrate', flags, async (context) =>
        (await import('./commands/migrate.ts')).migrateCommand(context, flags),
      ),
    );

  databaseCommand(program, 'migrate:status', 'show the state of every migration', [
    '',
    '--pending --exit-code',
  ])
    .option('--pending', 'show only what is pending')
    .option('--exit-code', 'exit with 4 when a migration is pending')
    .action((flags: StatusFlags) =>
      perform('migrate:status', flags, async (context) =>
        (await import('./commands/status.ts')).statusCommand(context, flags),
      ),
    );

  databaseCommand(program, 'migrate:rollback', 'undo the last batch, newest first', ['', '--step 1'])
    .addOption(new Option('--step <n>', 'undo the last n migrations').argParser(positive).conflicts('batch'))
    .addOption(new Option('--batch <n>', 'undo that batch').argParser(positive))
    .option('--pretend', 'print the SQL and write nothing')
    .action((flags: RollbackFlags) =>
      perform('migrate:rollback', flags, async (context) =>
        (await import('./commands/rollback.ts')).rollbackCommand(context, flags),
      ),
    );

  databaseCommand(program, 'migrate:reset', 'roll every migration back and run them all again', [
    '',
    '--pretend',
  ])
    .option('--pretend', 'print the SQL and write nothing')
    .action((flags: ResetFlags) =>
      perform('migrate:reset', flags, async (context) =>
        (await import('./commands/reset.ts')).resetCommand(context, flags),
      ),
    );

  databaseCommand(program, 'migrate:resolve', 'settle a migration that was stopped outside a transaction', [
    '20261123101500_backfill_slugs --applied',
  ])
    .argument('<name>', 'the partial migration')
    .addOption(new Option('--applied', 'all of it holds in the schema').conflicts('rolledBack'))
    .option('--rolled-back', 'none of it holds in the schema')
    .action((name: string, flags: ResolveFlags) =>
      perform('migrate:resolve', flags, async (context) =>
        (await import('./commands/resolve.ts')).resolveCommand(context, name, flags),
      ),
    );

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

function command(
  program: Command,
  name: CommandName,
  description: string,
  examples: readonly string[],
): Command {
  const lines = examples.map((example) => `  $ roost ${name} ${example}`.trimEnd());
  return program
    .command(name)
    .description(description)
    .addHelpText('after', `\nExamples:\n${lines.join('\n')}`)
    .option('--cwd <dir>', 'work as if started in this folder')
    .option('--json', 'print exactly one JSON object on stdout')
    .option('--no-color', 'plain text (NO_COLOR does the same)');
}

function databaseCommand(
  program: Command,
  name: CommandName,
  description: string,
  examples: readonly string[],
): Command {
  return command(program, name, description, examples)
    .addOption(configOption())
    .option('-e, --env <name>', 'environment of the configuration (or CLOUDFLARE_ENV)')
    .option('--database <name>', 'binding or database_name, where there are several')
    .option('--persist-to <dir>', "wrangler's --persist-to: where the local database lives")
    .addOption(
      new Option('--file <path>', 'work on this SQLite file, whatever the configuration says').conflicts([
        'env',
        'database',
        'persistTo',
      ]),
    )
    .addOption(pathOption())
    .option('--ledger <table>', 'table that records what is applied', 'migrations');
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
