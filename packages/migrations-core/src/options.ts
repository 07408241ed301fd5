// Checks the options that a program passes: without a compiler, a misspelt option would start a run that nobody asked
// for. Pure.
import { invalidOption } from './errors.ts';

/** What an option accepts. `hint`: what to pass instead. */
export type OptionSpec = {
  /** Unless it is true, undefined means that the option was not passed. */
  readonly isRequired?: true;
  readonly matches: (value: unknown) => boolean;
  readonly hint: string;
};

/** By name: the compiler reports a table that lacks an option of the type, or has one more. */
export type OptionSpecs<Options> = { readonly [Name in keyof Required<Options>]: OptionSpec };

export const aDatabase: OptionSpec = {
  isRequired: true,
  matches: (value) => has(value, 'prepare') && has(value, 'batch'),
  hint: "Pass a D1Database: a Worker's env.DB under the name of its binding, or openLocalD1() of @roostjs/d1-adapter/local.",
};

export const aSource: OptionSpec = {
  isRequired: true,
  matches: (value) => isObject(value) && !(Symbol.iterator in value),
  hint: 'Pass an object of name → migration, or one with list().',
};

export const anOpener: OptionSpec = {
  isRequired: true,
  matches: (value) => typeof value === 'function',
  hint: 'Pass a function that opens an empty database, such as () => openMemoryD1().',
};

export const aName: OptionSpec = {
  isRequired: true,
  matches: (value) => typeof value === 'string',
  hint: 'Pass its name.',
};

/** Checked where it is used. */
export const anything: OptionSpec = { matches: () => true, hint: '' };

export const aBoolean: OptionSpec = ofType('boolean');
export const aText: OptionSpec = ofType('string');
export const aFunction: OptionSpec = ofType('function');

export const aList: OptionSpec = { matches: Array.isArray, hint: 'Pass a list, or leave it out.' };

export const aRecord: OptionSpec = {
  matches: (value) => isObject(value) && !Array.isArray(value),
  hint: 'Pass an object, or leave it out.',
};

export const aTextOrNull: OptionSpec = {
  matches: (value) => value === null || typeof value === 'string',
  hint: 'Pass SQL text, null to remove it, or leave it out.',
};

export function oneOf(texts: readonly string[]): OptionSpec {
  return {
    matches: (value) => texts.some((text) => text === value),
    hint: `Pass one of ${texts.map(quoted).join(', ')}.`,
  };
}

export function someOf(texts: readonly string[]): OptionSpec {
  return {
    matches: (value) => Array.isArray(value) && value.every((text) => texts.includes(text)),
    hint: `Pass a list of ${texts.map(quoted).join(', ')}.`,
  };
}

/**
 * `fn`: the function that takes them, as a program calls it; `of`: what follows the name of an option in a message.
 * Throws OPTION.INVALID.
 */
export function checkOptions<Options>(
  fn: string,
  options: Options,
  specs: OptionSpecs<Options>,
  of = '',
): void {
  const hint = `It takes ${Object.keys(specs).join(', ')}.`;
  if (!isObject(options)) throw invalidOption(fn, `takes an object, not ${describe(options)}`, hint);
  const unknown = Object.keys(options).find((name) => !Object.hasOwn(specs, name));
  if (unknown !== undefined) throw invalidOption(`'${unknown}'`, `is not an option of ${fn}`, hint);
  for (const [name, { isRequired, matches, hint }] of Object.entries<OptionSpec>(specs)) {
    const value = options[name];
    if (value === undefined && isRequired === undefined) continue;
    if (!matches(value)) throw invalidOption(`${name}${of}`, `is ${describe(value)}`, hint);
  }
}

function ofType(type: string): OptionSpec {
  return {
    matches: (value) => typeof value === type,
    hint: `Pass a ${type}, or leave it out.`,
  };
}

function has(value: unknown, method: string): boolean {
  return (isObject(value) || typeof value === 'function') && typeof (value as Holder)[method] === 'function';
}

type Holder = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Holder {
  return typeof value === 'object' && value !== null;
}

export function describe(value: unknown): string {
  if (typeof value === 'function') return 'a function';
  if (isObject(value)) return Array.isArray(value) ? JSON.stringify(value) : 'an object';
  return typeof value === 'string' ? quoted(value) : String(value);
}

function quoted(text: string): string {
  return `'${text}'`;
}
