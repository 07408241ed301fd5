// Everything outside the program, handed in: where it runs, what it reads from the environment, where it writes.
import type { SignalGuard } from './signal-guard.ts';

/** One of the two streams. */
export type Output = {
  /** A document is a text that programs read: to a pipe or a file it goes byte for byte. */
  write(text: string, isDocument?: boolean): void;
  readonly hasColor: boolean;
  /** How many characters fit on a line; undefined where the stream is no terminal. */
  readonly columns: number | undefined;
};

/** Returns the answer: an empty text if the input ends or is interrupted first. */
export type Prompt = (question: string) => Promise<string>;

export type Environment = Readonly<Record<string, string | undefined>>;

export type Context = {
  /** Asks the user; null where nobody can be asked. */
  readonly prompt: Prompt | null;
  readonly cwd: string;
  readonly env: Environment;
  /** What was asked for: a table, JSON, SQL, a path. */
  readonly stdout: Output;
  /** What is going on: progress, warnings, errors. */
  readonly stderr: Output;
  readonly now: () => Date;
  /** Milliseconds that never go back, for durations. */
  readonly clock: () => number;
  readonly signals: SignalGuard;
  /** What promises have failed with that nobody awaited. Takes a turn of the event loop, in which Node tells. */
  readonly unhandledRejections: () => Promise<readonly string[]>;
};
