// What a command returns: one value with two renderings, so that people and programs get the same information.
import type { TextForm } from './context.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import type { Target } from './target.ts';

export type Outcome = {
  readonly exitCode: ExitCode;
  /** The `result` of `--json`. */
  readonly result: unknown;
  /** The database that the command worked on; undefined if there was none. */
  readonly target: Target | undefined;
  /** For people, on stdout: the requested output, such as a table. May be empty. */
  readonly text: string;
  /** `prose` if omitted. */
  readonly form?: TextForm;
  /** For people, on stderr, after the work. */
  readonly summary: string;
};

/** The outcome of a command that only reports what it has done. */
export function summaryOutcome<Result>(
  target: Target,
  result: Result,
  summary: string,
): Outcome & { readonly result: Result } {
  return { exitCode: exitCodes.done, result, target, text: '', summary };
}
