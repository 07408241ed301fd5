// The command line as commander takes it, from the commands.
import { Command, Option } from 'commander';
import type { AnyCommand } from './command.ts';
import { type CommandName, commandGroups } from './commands.ts';
import type { Output } from './context.ts';
import { type Flag, type Topic, topics } from './flag.ts';
import { type CommonFlags, commonFlags } from './flags.ts';

/** A command with the flags and arguments of a command line, as commander has parsed them. */
export type Call = {
  readonly command: AnyCommand;
  readonly flags: CommonFlags;
  readonly given: readonly string[];
};

const docs = 'Guide: https://www.npmjs.com/package/@roostjs/cli';

/**
 * The whole command line, or as much of it as a single command needs. Usage errors are thrown as CommanderError; nothing here ends the
 * process.
 */
export function createProgram(
  version: string,
  stdout: Output,
  onCall: (call: Call) => Promise<void>,
  only?: CommandName,
): Command {
  const program = new Command('roost')
    .description('Database migrations for Cloudflare D1, with up, down, batches and rollback.')
    .version(version, '-V, --version', 'print the version')
    .helpCommand(false)
    .showSuggestionAfterError(true)
    .exitOverride()
    .configureHelp({ minWidthToWrap: 20, subcommandTerm: termOf })
    .configureOutput({
      writeOut: (text) => stdout.write(text, 'as is'),
      writeErr: () => {},
      getOutHelpWidth: () => stdout.columns ?? 100,
      getOutHasColors: () => stdout.hasColor,
    })
    .addHelpText(
      'after',
      `${examplesText('roost', ['make:migration create_posts_table', 'migrate', 'help migrate'])}\n\n${docs}`,
    )
    .addHelpOption(new Option(helpSyntax, helpSummary));
  for (const [title, commands] of commandGroups) {
    program.commandsGroup(`${title}:`);
    for (const command of commands) {
      if (only === undefined || only === command.name) declare(program, command, onCall);
    }
  }
  return addHelpCommand(program);
}

const helpSyntax = '-h, --help';
const helpSummary = 'show help';

// Without the `[options]` that every command has.
function termOf(command: Command): string {
  const given = command.registeredArguments.map((argument) =>
    argument.required ? `<${argument.name()}>` : `[${argument.name()}${argument.variadic ? '...' : ''}]`,
  );
  return [command.name(), ...given].join(' ');
}

function declare(program: Command, command: AnyCommand, onCall: (call: Call) => Promise<void>): void {
  const { name, summary, flags, examples } = command;
  const declared = program
    .command(name)
    .description(summary)
    .addHelpOption(new Option(helpSyntax, helpSummary).helpGroup(headingOf('Every command')))
    .addHelpText('after', examplesText(`roost ${name}`, examples));
  for (const argument of command.arguments ?? []) declared.argument(argument.syntax, argument.summary);
  for (const flag of byTopic([...flags, ...commonFlags])) declared.addOption(optionOf(flag));
  declared.action(() => onCall({ command, flags: declared.opts(), given: declared.args }));
}

function byTopic(flags: readonly Flag[]): readonly Flag[] {
  const place = ({ topic }: Flag): number => (topic === undefined ? -1 : topics.indexOf(topic));
  return flags.toSorted((left, right) => place(left) - place(right));
}

function headingOf(topic: Topic): string {
  return `${topic}:`;
}

function optionOf({ syntax, value, summary, topic, conflicts = [], implies = {} }: Flag): Option {
  const option = new Option(syntax, summary).conflicts([...conflicts]).implies({ ...implies });
  if (topic !== undefined) option.helpGroup(headingOf(topic));
  if (value.initial !== undefined) option.default(value.initial, value.initialText);
  if (value.parse !== undefined) option.argParser(value.parse);
  if (value.preset !== undefined) option.preset(value.preset);
  if (value.choices !== undefined) option.choices(value.choices);
  return option;
}

function examplesText(start: string, examples: readonly string[]): string {
  return ['\nExamples:', ...examples.map((example) => `  $ ${start} ${example}`.trimEnd())].join('\n');
}

// Commander's own help command answers a name that it does not know with the help of everything.
function addHelpCommand(program: Command): Command {
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
