// One command line → one rendering and one exit code. The only place that catches.
import { resolve } from 'node:path';
import { CommanderError } from 'commander';
import type { Context } from './context.ts';
import { usage } from './errors.ts';
import { type ExitCode, exitCodeOf, exitCodes } from './exit-codes.ts';
import type { Outcome } from './outcome.ts';
import { failureJson, failureText } from './output/failure.ts';
import { type CommonFlags, createProgram } from './program.ts';
import { isRoostError } from '@roostjs/migrations-core';

/** Runs a command line (without `node` and the script) and gives its exit code. Throws nothing. */
export async function run(args: readonly string[], context: Context, version: string): Promise<ExitCode> {
  const json = args.includes('--json');
  let exitCode: ExitCode = exitCodes.done;
  const perform = async (command: string, flags: CommonFlags, work: (context: Context) => Promise<Outcome>) => {
    const outcome = await work({ ...context, cwd: resolve(context.cwd, flags.cwd ?? '.') });
    exitCode = outcome.exitCode;
    if (json) writeJson(context, { ok: true, command, target: outcome.target ?? null, result: outcome.result });
    else show(context, outcome);
  };
  try {
    await createProgram(version, context, perform).parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (thrown) {
    if (thrown instanceof CommanderError && thrown.exitCode === 0) return exitCodes.done;
    const error = thrown instanceof CommanderError ? usage(thrown.message, commandIn(args)) : thrown;
    if (json) writeJson(context, { ok: false, command: commandIn(args) ?? null, error: failureJson(error) });
    else context.stderr.write(failureText(context.stderr, error, version));
    return isRoostError(error) ? exitCodeOf(error.code) : exitCodes.failed;
  }
}

function show({ stdout, stderr }: Context, { text, summary }: Outcome): void {
  if (text !== '') stdout.write(text);
  if (summary !== '') stderr.write(summary);
}

function writeJson({ stdout }: Context, value: unknown): void {
  stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

function commandIn(args: readonly string[]): string | undefined {
  return args.find((argument) => !argument.startsWith('-'));
}
