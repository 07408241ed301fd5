// What a program hands over, held to its types: without a compiler a misspelt option would be a run that nobody has asked
// for. Pure.
import { invalidOption } from './errors.ts';

/** What an option takes. `hint` is what to give instead. */
export type Taken = {
  /** undefined is none, unless the option has to be given. */
  readonly isRequired?: true;
  readonly fits: (value: unknown) => boolean;
  readonly hint: string;
};

/** By name: a table that lacks an option of the type, or has another one, is an error of the compiler. */
export type TakenOptions<Options> = { readonly [Name in keyof Required<Options>]: Taken };

export const aDatabase: Taken = {
  isRequired: true,
  fits: (value) => has(value, 'prepare') && has(value, 'batch'),
  hint: "Give a D1Database: a Worker's env.DB under the name of its binding, or openLocalD1() of @roostjs/d1-adapter/local.",
};

export const aSource: Taken = {
  isRequired: true,
  fits: (value) => isObject(value) && !(Symbol.iterator in value),
  hint: 'Give an object of name → migration, or one with list().',
};

export const anOpener: Taken = {
  isRequired: true,
  fits: (value) => typeof value === 'function',
  hint: 'Give a function that opens an empty database, such as () => openMemoryD1().',
};

export const aName: Taken = {
  isRequired: true,
  fits: (value) => typeof value === 'string',
  hint: 'Give its name.',
};

/** Looked at where it is used. */
export const anything: Taken = { fits: () => true, hint: '' };

export const aBoolean: Taken = ofType('boolean');
export const aText: Taken = ofType('string');
export const aFunction: Taken = ofType('function');

export const aList: Taken = { fits: Array.isArray, hint: 'Give a list, or leave it out.' };

export const aRecord: Taken = {
  fits: (value) => isObject(value) && !Array.isArray(value),
  hint: 'Give an object, or leave it out.',
};

export const aTextOrNull: Taken = {
  fits: (value) => value === null || typeof value === 'string',
  hint: 'Give a text of SQL, null to take it away, or leave it out.',
};

export function oneOf(texts: readonly string[]): Taken {
  return {
    fits: (value) => texts.some((text) => text === value),
    hint: `Give one of ${texts.map(quoted).join(', ')}.`,
  };
}

export function someOf(texts: readonly string[]): Taken {
  return {
    fits: (value) => Array.isArray(value) && value.every((text) => texts.includes(text)),
    hint: `Give a list of ${texts.map(quoted).join(', ')}.`,
  };
}

/** `of`: what takes them, as a program calls it. Throws OPTION.INVALID. */
export function checkOptions<Options>(of: string, options: Options, taken: TakenOptions<Options>): void {
  const hint = `It takes ${Object.keys(taken).join(', ')}.`;
  if (!isObject(options))
    throw invalidOption('what was given', `to ${of} is ${shown(options)}, and no object`, hint);
  const unknown = Object.keys(options).find((name) => !Object.hasOwn(taken, name));
  if (unknown !== undefined) throw invalidOption(`'${unknown}'`, `is no option of ${of}`, hint);
  for (const [name, { isRequired, fits, hint }] of Object.entries<Taken>(taken)) {
    const value = options[name];
    if (value === undefined && isRequired === undefined) continue;
    if (!fits(value)) throw invalidOption(name, `is ${shown(value)}`, hint);
  }
}

function ofType(type: string): Taken {
  return {
    fits: (value) => typeof value === type,
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

function shown(value: unknown): string {
  if (typeof value === 'function') return 'a function';
  if (isObject(value)) return Array.isArray(value) ? JSON.stringify(value) : 'an object';
  return typeof value === 'string' ? quoted(value) : String(value);
}

function quoted(text: string): string {
  return `'${text}'`;
}
