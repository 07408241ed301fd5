// Everything outside the program, passed in: the working directory, the environment, streams, clock and signals.
import type { SignalGuard } from './signal-guard.ts';

/**
 * Lines of `prose` are broken between words where a terminal is narrower. A `document` is text that programs read: it is written to a
 * pipe or a file byte for byte. Everything else is `as is`.
 */
export type TextForm = 'prose' | 'as is' | 'document';

/** One of the two streams. */
export type Output = {
  /** `prose` if omitted. */
  write(text: string, form?: TextForm): void;
  readonly hasColor: boolean;
  /** How many characters fit on a line; undefined if the stream is not a terminal. */
  readonly columns: number | undefined;
  /** Shows what is being done; null if plain lines have to say it. */
  readonly live: Live | null;
};

/** The last line of a terminal, which says what is being done until something else is written. */
export type Live = {
  /** From now on shows what is being done: at once, or if it takes longer than most people notice. */
  show(text: string, when: 'at once' | 'if slow'): void;
  /** Something else is being done, as a part of the same. */
  change(text: string): void;
  /** Nothing is being done any more. */
  end(): void;
  /** The command is interrupted: what was shown at once stays as a line. */
  leave(): void;
  /** Erases the line until it is drawn again. */
  erase(): void;
  /**
   * A turn of the event loop, without which the line is not drawn and no Ctrl-C arrives; undefined if the last one has just been.
   */
  turn(): Promise<void> | undefined;
};

/** Returns the answer: an empty text if the input ends or is interrupted first. */
export type Prompt = (question: string) => Promise<string>;

export type Environment = Readonly<Record<string, string | undefined>>;

export type Context = {
  /** Asks the user; null if nobody can be asked. */
  readonly prompt: Prompt | null;
  /** All of the standard input. */
  readonly stdin: () => Promise<Uint8Array>;
  readonly cwd: string;
  readonly env: Environment;
  /** For the requested output: a table, JSON, SQL, a path. */
  readonly stdout: Output;
  /** For progress, warnings and errors. */
  readonly stderr: Output;
  readonly now: () => Date;
  /** Monotonic milliseconds, for durations. */
  readonly clock: () => number;
  readonly signals: SignalGuard;
  /** Messages of the promises that were rejected without being awaited. Takes a turn of the event loop, in which Node reports them. */
  readonly unhandledRejections: () => Promise<readonly string[]>;
};
