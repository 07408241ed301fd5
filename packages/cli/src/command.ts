// A command as data: its name, help, flags and examples. What it runs is loaded only when it is called.
import type { Context } from './context.ts';
import type { Flag } from './flag.ts';
import type { CommonFlags, FlagsOf } from './flags.ts';
import type { Outcome } from './outcome.ts';

/** What follows the command's name. */
export type Argument = { readonly syntax: string; readonly summary: string };

export type Command<
  Name extends string,
  Flags extends readonly Flag[],
  Arguments extends readonly Argument[],
> = {
  readonly name: Name;
  readonly summary: string;
  readonly arguments?: Arguments;
  /** Its own first, because help shows them in this order. */
  readonly flags: Flags;
  /** What follows the command's name. */
  readonly examples: readonly [string, string, string, ...string[]];
  /** Loads what the command runs. */
  readonly load: () => Promise<
    (context: Context, flags: FlagsOf<Flags>, ...given: TextOfEach<Arguments>) => Promise<Outcome>
  >;
};

type TextOfEach<Arguments extends readonly Argument[]> = { readonly [Index in keyof Arguments]: string };

/** Returns the command. TypeScript infers from its flags what it runs has to accept. */
export function defineCommand<
  const Name extends string,
  const Flags extends readonly Flag[],
  const Arguments extends readonly Argument[] = readonly [],
>(command: Command<Name, Flags, Arguments>): Command<Name, Flags, Arguments> {
  return command;
}

/** Any command. What it runs must be called with flags that are parsed as it declares them. */
export type AnyCommand = Omit<Command<string, readonly Flag[], readonly Argument[]>, 'load'> & {
  readonly load: () => Promise<AnyRun['run']>;
};

// A method, because TypeScript checks the parameters of methods less strictly: each command expects more flags than these.
type AnyRun = {
  run(context: Context, flags: CommonFlags, ...given: readonly string[]): Promise<Outcome>;
};
