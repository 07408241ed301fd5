// Runs a command line: one rendering and one exit code. The only place that handles failures.
import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { isRoostError } from '@roostjs/internal-errors';
import { CommanderError } from 'commander';
import { type CommandName, commandNamed } from './commands.ts';
import type { Context } from './context.ts';
import { promisesRejected, usage, workingFolderInvalid } from './errors.ts';
import { type ExitCode, exitCodeOf, exitCodes } from './exit-codes.ts';
import { commandMeantBy } from './other-words.ts';
import type { Outcome } from './outcome.ts';
import { failureJson, failureText } from './output/failure.ts';
import { type Call, createProgram } from './program.ts';

/** Runs a command line (without `node` and the script) and returns the exit code. Throws nothing. */
export async function run(args: readonly string[], context: Context, version: string): Promise<ExitCode> {
  const json = isJson(args);
  let exitCode: ExitCode = exitCodes.done;
  const onCall = async ({ command, flags, given }: Call): Promise<void> => {
    const cwd = resolveCwd(context.cwd, flags.cwd);
    const outcome = await whileShown(context, command.name, async () => {
      const runCommand = await command.load();
      return runCommand({ ...context, cwd }, flags, ...given);
    });
    const rejections = await context.unhandledRejections();
    if (rejections.length > 0) throw promisesRejected(rejections, outcome.result);
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

/** Shows that the command is at work, until it says itself what it does. */
async function whileShown<T>({ stderr }: Context, name: string, work: () => Promise<T>): Promise<T> {
  stderr.live?.show(name, 'if slow');
  try {
    return await work();
  } finally {
    stderr.live?.end();
  }
}

// Commander answers `roost migrat --help` with the general help, so an unknown command is parsed alone.
function normalizeArgs(args: readonly string[]): readonly string[] {
  const first = args.find((argument) => argument !== '--help' && argument !== '-h');
  if (first === undefined) return ['--help'];
  return first.startsWith('-') || first === 'help' || commandNamed(first) ? args : [first];
}

// What commander does not suggest: a command by another word for it, and flags after the command, not before it.
function suggestionFor(args: readonly string[]): string | undefined {
  const [word = '', ...rest] = args.filter((argument) => argument !== 'help');
  if (word === '-v') return 'Run roost --version to print the version.';
  const command = commandIn(args);
  if (command !== undefined && word.startsWith('-'))
    return `Flags come after the command: roost ${command} [options].`;
  const end = rest.findIndex((argument) => argument.startsWith('-'));
  const meant = commandMeantBy([word, ...rest.slice(0, end === -1 ? undefined : end)]);
  return meant === undefined || meant === command ? undefined : `Did you mean ${meant}?`;
}

// For a folder that does not exist, the configuration would be found in a folder above it.
function resolveCwd(start: string, wanted: string | undefined): string {
  const folder = resolve(start, wanted ?? '.');
  if (!existsSync(folder) || !statSync(folder).isDirectory()) throw workingFolderInvalid(folder);
  return folder;
}

/** Reports a failure as the command line asks for: as text on stderr, or as the JSON object of `--json`. */
export function showFailure(
  args: readonly string[],
  context: Context,
  version: string,
  error: unknown,
): void {
  if (isJson(args)) {
    writeJson(context, { ok: false, command: commandIn(args) ?? null, error: failureJson(error) });
  } else {
    context.stderr.write(failureText(context, error, version, args.includes('--verbose')));
  }
}

function show({ stdout, stderr }: Context, { text, form, summary }: Outcome): void {
  if (text !== '') stdout.write(text, form);
  if (summary !== '') stderr.write(summary);
}

// A check that found something has succeeded as a command, but the answer is not ok.
function answerOf(command: string, { exitCode, target, result }: Outcome): Record<string, unknown> {
  return { ok: exitCode === exitCodes.done, command, target: target ?? null, result };
}

// What follows `--` is no flag.
function isJson(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return args.slice(0, end === -1 ? undefined : end).includes('--json');
}

function writeJson({ stdout }: Context, value: unknown): void {
  stdout.write(`${JSON.stringify(value, null, 2)}\n`, 'as is');
}

function commandIn(args: readonly string[]): CommandName | undefined {
  return args.map((argument) => commandNamed(argument)?.name).find((name) => name !== undefined);
}
