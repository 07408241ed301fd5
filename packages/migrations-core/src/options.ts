// What a program hands over, held to its types: without a compiler a misspelt option would be a run that nobody has asked
// for. Pure.
import { invalidOption } from './errors.ts';

/** What an option takes. A database, a source, an opener and a name have to be given; of the rest undefined is none. */
export type Taken =
  | { readonly kind: 'database' | 'source' | 'opener' | 'name' }
  | { readonly kind: 'boolean' | 'string' | 'function' | 'list' | 'record' | 'text-or-null' }
  | { readonly kind: 'one-of' | 'some-of'; readonly texts: readonly string[] }
  /** Looked at where it is used. */
  | { readonly kind: 'anything' };

/** By name: a table that lacks an option of the type, or has another one, is an error of the compiler. */
export type TakenOptions<Options> = { readonly [Name in keyof Required<Options>]: Taken };

/** `of`: what takes them, as a program calls it. Throws OPTION.INVALID. */
export function checkOptions<Options>(of: string, options: Options, taken: TakenOptions<Options>): void {
  const names = Object.keys(taken);
  const hint = `It takes ${names.join(', ')}.`;
  if (typeof options !== 'object' || options === null)
    throw invalidOption('what was given', `to ${of} is ${shown(options)}, and no object`, hint);
  const unknown = Object.keys(options).find((name) => !Object.hasOwn(taken, name));
  if (unknown !== undefined) throw invalidOption(`'${unknown}'`, `is no option of ${of}`, hint);
  for (const [name, wanted] of Object.entries<Taken>(taken)) {
    const value = (options as Readonly<Record<string, unknown>>)[name];
    if (!fits(value, wanted)) throw invalidOption(name, `is ${shown(value)}`, hintFor(wanted));
  }
}

function fits(value: unknown, wanted: Taken): boolean {
  switch (wanted.kind) {
    case 'database':
      return has(value, 'prepare') && has(value, 'batch');
    case 'source':
      return typeof value === 'object' && value !== null && !(Symbol.iterator in value);
    case 'opener':
      return typeof value === 'function';
    case 'name':
      return typeof value === 'string';
    case 'anything':
      return true;
  }
  if (value === undefined) return true;
  switch (wanted.kind) {
    case 'list':
      return Array.isArray(value);
    case 'record':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'text-or-null':
      return value === null || typeof value === 'string';
    case 'one-of':
      return wanted.texts.some((text) => text === value);
    case 'some-of':
      return Array.isArray(value) && value.every((text) => wanted.texts.includes(text));
    default:
      // The kinds that are left are called what typeof calls them.
      return typeof value === wanted.kind;
  }
}

function has(value: unknown, method: string): boolean {
  const isHolder = (typeof value === 'object' && value !== null) || typeof value === 'function';
  return isHolder && typeof (value as Readonly<Record<string, unknown>>)[method] === 'function';
}

function hintFor(wanted: Taken): string {
  switch (wanted.kind) {
    case 'database':
      return "Give a D1Database: a Worker's env.DB under the name of its binding, or openLocalD1() of @roostjs/d1-adapter/local.";
    case 'source':
      return 'Give an object of name → migration, or one with list().';
    case 'opener':
      return 'Give a function that opens an empty database, such as () => openMemoryD1().';
    case 'one-of':
      return `Give one of ${wanted.texts.map(quoted).join(', ')}.`;
    case 'some-of':
      return `Give a list of ${wanted.texts.map(quoted).join(', ')}.`;
    case 'name':
      return 'Give its name.';
    case 'record':
      return 'Give an object, or leave it out.';
    case 'text-or-null':
      return 'Give a text of SQL, null to take it away, or leave it out.';
    default:
      return `Give a ${wanted.kind}, or leave it out.`;
  }
}

function shown(value: unknown): string {
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'object' && value !== null)
    return Array.isArray(value) ? JSON.stringify(value) : 'an object';
  return typeof value === 'string' ? quoted(value) : String(value);
}

function quoted(text: string): string {
  return `'${text}'`;
}
