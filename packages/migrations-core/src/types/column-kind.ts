// What a column holds, by its declared type, and the TypeScript types of that: in D1's answers, and among the values
// that D1 binds. Pure.
import type { Affinity } from '../rebuild/affinity.ts';

/** `any`: nothing is known. */
export type ColumnKind = 'number' | 'boolean' | 'text' | 'blob' | 'date' | 'json' | 'any';

export type ValueTypes = { readonly row: readonly string[]; readonly insert: readonly string[] };

export function kindOf(declared: string, affinity: Affinity): ColumnKind {
  const name = declared.toLowerCase().replace(/\s*\(.*$/s, '');
  if (affinity === 'text') return 'text';
  if (affinity === 'none') return /blob/.test(name) ? 'blob' : 'any';
  if (affinity === 'real' || /int/.test(name) || numberNames.has(name)) return 'number';
  if (name === 'boolean' || name === 'bool') return 'boolean';
  if (name === 'json' || name === 'jsonb') return 'json';
  return /^(?:date|datetime|time|timestamp)\b/.test(name) ? 'date' : 'any';
}

// Any other name has numeric affinity too, but says nothing: a column of type UUID or STRING holds text.
const numberNames: ReadonlySet<string> = new Set(['numeric', 'decimal', 'dec', 'number']);

/** The name of the type of what D1 binds as a blob, and the type. */
export const bytes = { name: 'Bytes', type: 'ArrayBuffer | Uint8Array | readonly number[]' };

/** `defaultText`: the expression after DEFAULT, which tells what a date is. */
export function valueTypes(kind: ColumnKind, defaultText: string | null): ValueTypes {
  switch (kind) {
    case 'number':
      return both('number');
    case 'boolean':
      return { row: ['number'], insert: ['boolean', 'number'] };
    case 'text':
      return both('string');
    case 'blob':
      return { row: ['number[]'], insert: [bytes.name] };
    case 'date':
      return both(...dateTypes(defaultText ?? ''));
    case 'json':
      return { row: ['unknown'], insert: ['string'] };
    case 'any':
      return { row: ['string', 'number', 'number[]'], insert: ['string', 'number', 'boolean', bytes.name] };
  }
}

/**
 * SQLite declares the type of an expression without affinity as BLOB, so that a view's blobs cannot be told from
 * anything else.
 */
export function viewTypes(kind: ColumnKind): readonly string[] {
  return kind === 'any' || kind === 'blob' ? ['unknown'] : valueTypes(kind, null).row;
}

function both(...types: readonly string[]): ValueTypes {
  return { row: types, insert: types };
}

function dateTypes(defaultText: string): readonly string[] {
  if (/^(?:current_(?:date|time|timestamp)|(?:date|time|datetime)\s*\([^()]*\))$/i.test(defaultText))
    return ['string'];
  const isNumber = /^(?:\d+(?:\.\d+)?|(?:unixepoch|julianday)\s*\([^()]*\)(?:\s*[*/+-]\s*[\d.]+)*)$/i;
  return isNumber.test(defaultText) ? ['number'] : ['string', 'number'];
}
