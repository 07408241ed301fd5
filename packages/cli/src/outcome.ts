// What a command gives back: one value with two renderings, so that people and programs are told the same.
import { type ExitCode, exitCodes } from './exit-codes.ts';
import type { Target } from './target.ts';

export type Outcome = {
  readonly exitCode: ExitCode;
  /** The `result` of `--json`. */
  readonly result: unknown;
  /** The database that was summaryOutcome on; undefined for commands that touch none. */
  readonly target: Target | undefined;
  /** For people, on stdout: what was asked for. Empty where the command asks for nothing but the work. */
  readonly text: string;
  /** Whether the text is for programs as well, as SQL that is put into a file. */
  readonly isDocument?: boolean;
  /** For people, on stderr, after the work. */
  readonly summary: string;
};

/** The outcome of work that asks for nothing but itself. */
export function summaryOutcome(target: Target, result: unknown, summary: string): Outcome {
  return { exitCode: exitCodes.done, result, target, text: '', summary };
}
