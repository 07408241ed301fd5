// What a program hands over, held to its types: without a compiler a misspelt option would be a run that nobody has asked
// for. Pure.
import { invalidOption } from './errors.ts';

/** What an option takes. `hint` is what to give instead. */
export type OptionSpec = {
  /** undefined is none, unless the option has to be given. */
  readonly isRequired?: true;
  readonly matches: (value: unknown) => boolean;
  readonly hint: string;
};

/** By name: a table that lacks an option of the type, or has another one, is an error of the compiler. */
export type OptionSpecs<Options> = { readonly [Name in keyof Required<Options>]: OptionSpec };

export const aDatabase: OptionSpec = {
  isRequired: true,
  matches: (value) => has(value, 'prepare') && has(value, 'batch'),
  hint: "Give a D1Database: a Worker's env.DB under the name of its binding, or openLocalD1() of @roostjs/d1-adapter/local.",
};

export const aSource: OptionSpec = {
  isRequired: true,
  matches: (value) => isObject(value) && !(Symbol.iterator in value),
  hint: 'Give an object of name → migration, or one with list().',
};

export const anOpener: OptionSpec = {
  isRequired: true,
  matches: (value) => typeof value === 'function',
  hint: 'Give a function that opens an empty database, such as () => openMemoryD1().',
};

export const aName: OptionSpec = {
  isRequired: true,
  matches: (value) => typeof value === 'string',
  hint: 'Give its name.',
};

/** Looked at where it is used. */
export const anything: OptionSpec = { matches: () => true, hint: '' };

export const aBoolean: OptionSpec = ofType('boolean');
export const aText: OptionSpec = ofType('string');
export const aFunction: OptionSpec = ofType('function');

export const aList: OptionSpec = { matches: Array.isArray, hint: 'Give a list, or leave it out.' };

export const aRecord: OptionSpec = {
  matches: (value) => isObject(value) && !Array.isArray(value),
  hint: 'Give an object, or leave it out.',
};

export const aTextOrNull: OptionSpec = {
  matches: (value) => value === null || typeof value === 'string',
  hint: 'Give a text of SQL, null to take it away, or leave it out.',
};

export function oneOf(texts: readonly string[]): OptionSpec {
  return {
    matches: (value) => texts.some((text) => text === value),
    hint: `Give one of ${texts.map(quoted).join(', ')}.`,
  };
}

export function someOf(texts: readonly string[]): OptionSpec {
  return {
    matches: (value) => Array.isArray(value) && value.every((text) => texts.includes(text)),
    hint: `Give a list of ${texts.map(quoted).join(', ')}.`,
  };
}

/** `of`: what takes them, as a program calls it. Throws OPTION.INVALID. */
export function checkOptions<Options>(of: string, options: Options, taken: OptionSpecs<Options>): void {
  const hint = `It takes ${Object.keys(taken).join(', ')}.`;
  if (!isObject(options))
    throw invalidOption('what was given', `to ${of} is ${describe(options)}, and no object`, hint);
  const unknown = Object.keys(options).find((name) => !Object.hasOwn(taken, name));
  if (unknown !== undefined) throw invalidOption(`'${unknown}'`, `is no option of ${of}`, hint);
  for (const [name, { isRequired, matches, hint }] of Object.entries<OptionSpec>(taken)) {
    const value = options[name];
    if (value === undefined && isRequired === undefined) continue;
    if (!matches(value)) throw invalidOption(name, `is ${describe(value)}`, hint);
  }
}

function ofType(type: string): OptionSpec {
  return {
    matches: (value) => typeof value === type,
    hint: `Give a ${type}, or leave it out.`,
  };
}

function has(value: unknown, method: string): boolean {
  return (isObject(value) || typeof value === 'function') && typeof (value as Holder)[method] === 'function';
}

type Holder = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Holder {
  return typeof value === 'object' && value !== null;
}

function describe(value: unknown): string {
  if (typeof value === 'function') return 'a function';
  if (isObject(value)) return Array.isArray(value) ? JSON.stringify(value) : 'an object';
  return typeof value === 'string' ? quoted(value) : String(value);
}

function quoted(text: string): string {
  return `'${text}'`;
}
