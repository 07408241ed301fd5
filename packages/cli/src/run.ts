// One command line → one rendering and one exit code. The only place that catches.
import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { isRoostError } from '@roostjs/internal-errors';
import { CommanderError } from 'commander';
import { type CommandName, commandNamed, commands } from './commands.ts';
import type { Context } from './context.ts';
import { promisesLost, usage, workingFolderInvalid } from './errors.ts';
import { type ExitCode, exitCodeOf, exitCodes } from './exit-codes.ts';
import type { Outcome } from './outcome.ts';
import { failureJson, failureText } from './output/failure.ts';
import { type Call, createProgram } from './program.ts';

/** Runs a command line (without `node` and the script) and gives its exit code. Throws nothing. */
export async function run(args: readonly string[], context: Context, version: string): Promise<ExitCode> {
  const json = args.includes('--json');
  let exitCode: ExitCode = exitCodes.done;
  const onCall = async ({ command, flags, given }: Call): Promise<void> => {
    const cwd = resolveCwd(context.cwd, flags.cwd);
    const runCommand = await command.load();
    const outcome = await runCommand({ ...context, cwd }, flags, ...given);
    const strays = await context.unhandledRejections();
    if (strays.length > 0) throw promisesLost(strays, outcome.result);
    exitCode = outcome.exitCode;
    if (json) writeJson(context, answerOf(command.name, outcome));
    else show(context, outcome);
  };
  try {
    const only = commandNamed(args[0])?.name;
    await createProgram(version, context.stdout, onCall, only).parseAsync(normalizeArgs(args), {
      from: 'user',
    });
    return exitCode;
  } catch (thrown) {
    if (thrown instanceof CommanderError && thrown.exitCode === 0) return exitCodes.done;
    const error =
      thrown instanceof CommanderError ? usage(thrown.message, commandIn(args), suggestionFor(args)) : thrown;
    showFailure(args, context, version, error);
    return isRoostError(error) ? exitCodeOf(error) : exitCodes.failed;
  }
}

// Commander answers `roost migrat --help` with the help of everything, so an unknown command is parsed alone.
function normalizeArgs(args: readonly string[]): readonly string[] {
  const first = args.find((argument) => argument !== '--help' && argument !== '-h');
  if (first === undefined) return ['--help'];
  return first.startsWith('-') || first === 'help' || commandNamed(first) ? args : [first];
}

// What commander cannot guess: a half of a command's name, and flags ahead of the command, as git takes them.
function suggestionFor(args: readonly string[]): string | undefined {
  const word = args.find((argument) => argument !== 'help') ?? '';
  const command = commandIn(args);
  if (command !== undefined) {
    return word.startsWith('-') ? `Flags come after the command: roost ${command} [options].` : undefined;
  }
  const whole = commands.find(({ name }) => name.endsWith(`:${word}`) || name.startsWith(`${word}:`));
  return whole === undefined ? undefined : `Did you mean ${whole.name}?`;
}

// A folder that is not there would have its configuration looked for in the folders above it.
function resolveCwd(start: string, wanted: string | undefined): string {
  const folder = resolve(start, wanted ?? '.');
  if (!existsSync(folder) || !statSync(folder).isDirectory()) throw workingFolderInvalid(folder);
  return folder;
}

/** Tells of a failure as the command line asks for it: as text on stderr, or as the one object of `--json`. */
export function showFailure(
  args: readonly string[],
  context: Context,
  version: string,
  error: unknown,
): void {
  if (args.includes('--json')) {
    writeJson(context, { ok: false, command: commandIn(args) ?? null, error: failureJson(error) });
  } else {
    context.stderr.write(failureText(context, error, version));
  }
}

function show({ stdout, stderr }: Context, { text, isDocument, summary }: Outcome): void {
  if (text !== '') stdout.write(text, isDocument);
  if (summary !== '') stderr.write(summary);
}

// A check that found something has done its work, and is not ok.
function answerOf(command: string, { exitCode, target, result }: Outcome): Record<string, unknown> {
  return { ok: exitCode === exitCodes.done, command, target: target ?? null, result };
}

function writeJson({ stdout }: Context, value: unknown): void {
  stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

function commandIn(args: readonly string[]): CommandName | undefined {
  return args.map((argument) => commandNamed(argument)?.name).find((name) => name !== undefined);
}
