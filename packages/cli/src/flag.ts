// A flag as data, and the type of the values that a command gets.
import { InvalidArgumentError } from 'commander';

/**
 * `syntax` is shown in help. A command gets the value under the camel-cased name, of two the last: `persistTo` for `--persist-to <dir>`,
 * `pretend` for `--dry-run, --pretend`.
 */
export type Flag = {
  readonly syntax: string;
  readonly value: FlagValue<unknown>;
  readonly summary: string;
  /** The heading of help under which it is listed, if it is not the command's own. */
  readonly topic?: Topic;
  /** Flags of the same command that cannot be given together with this one, by their camel-cased names. */
  readonly conflicts?: readonly string[];
  readonly implies?: Readonly<Record<string, boolean>>;
};

/** In the order of the help; a command's own flags come first. */
export const topics = [
  'Database',
  'Permission to write to a remote database',
  'Project',
  'Every command',
] as const;

export type Topic = (typeof topics)[number];

/** How the value of a flag is parsed, and what it is if the flag is not given. */
export type FlagValue<Value> = {
  /** The value if the flag is not given. */
  readonly initial: Value;
  /** How help shows `initial`; by default as it is. */
  readonly initialText?: string;
  readonly choices?: readonly string[];
  /** What a shell offers to complete, if other values are accepted too. */
  readonly offered?: readonly string[];
  /** What is parsed if nothing follows the flag. */
  readonly preset?: string;
  /** From what follows the flag; `previous` is `initial`, or the value of the same flag before. */
  parse?(text: string, previous: Value): Value;
};

export const toggle: FlagValue<boolean | undefined> = { initial: undefined };

/** Of a flag that begins with `--no-`. */
export const negated: FlagValue<boolean> = { initial: true };

export const text: FlagValue<string | undefined> = { initial: undefined };

/** Of a flag that may be given several times. */
export const texts: FlagValue<readonly string[]> = {
  initial: [],
  initialText: 'none',
  parse: (rule, rules) => [...rules, rule],
};

/** Anything but a whole number from 1 up is a usage error. */
export const positiveNumber: FlagValue<number | undefined> = { initial: undefined, parse: parsePositive };

export function oneOf<const Choice extends string>(
  choices: readonly Choice[],
): FlagValue<Choice | undefined> {
  return { initial: undefined, choices };
}

export function oneOfWithDefault<const Choice extends string>(
  choices: readonly Choice[],
  initial: NoInfer<Choice>,
): FlagValue<Choice> {
  return { initial, choices };
}

function parsePositive(given: string): number {
  if (!/^[1-9]\d*$/.test(given)) throw new InvalidArgumentError('It must be a positive integer.');
  return Number(given);
}

/** The flags of a command, as its `run` gets them. A flag without an initial value is missing if it is not given. */
export type FlagValues<Flags extends readonly Flag[]> = {
  readonly [F in Flags[number] as undefined extends ValueOf<F> ? never : NameOf<F>]: ValueOf<F>;
} & {
  readonly [F in Flags[number] as undefined extends ValueOf<F> ? NameOf<F> : never]?: Exclude<
    ValueOf<F>,
    undefined
  >;
};

type ValueOf<F extends Flag> = F['value'] extends FlagValue<infer Value> ? Value : never;

type NameOf<F extends Flag> = CamelCase<WithoutNo<LongName<F['syntax']>>>;

type LongName<Syntax extends string> = Syntax extends `${string}, ${infer Last}`
  ? LongName<Last>
  : Syntax extends `--${infer Long}`
    ? Long extends `${infer Name} ${string}`
      ? Name
      : Long
    : never;

type WithoutNo<Name extends string> = Name extends `no-${infer Positive}` ? Positive : Name;

type CamelCase<Name extends string> = Name extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : Name;
