// Normalizes statements for comparison.

import { unquoted } from './identifiers.ts';
import { nameKey } from './names.ts';
import type { Token } from './token.ts';
import { tokens } from './tokens.ts';

/**
 * The same text for two statements that differ only in spaces, comments, the case of words and the quotes around names.
 * A double-quoted token keeps its quotes if the word without them would be a value, such as NULL.
 */
export function comparableSql(sql: string): string {
  return comparableParts(sql)
    .map(({ form }) => form)
    .join(' ');
}

/** A token that is neither space nor comment: as written, and in its normalized form. */
export type ComparablePart = { readonly written: string; readonly form: string };

export function comparableParts(sql: string): readonly ComparablePart[] {
  const parts: ComparablePart[] = [];
  const forms: string[] = [];
  for (const token of tokens(sql)) {
    if (token.kind === 'space' || token.kind === 'comment') continue;
    const form = isCreatedName(token, forms) ? nameOf(sql, token) : comparable(sql, token);
    forms.push(form);
    parts.push({ written: sql.slice(token.start, token.end), form });
  }
  return parts;
}

// The name of a created object may be in single quotes, as in FTS5's tables until they are renamed.
function isCreatedName({ kind }: Token, before: readonly string[]): boolean {
  return kind === 'string' && before.length < 4 && creations.has(before.join(' '));
}

const creations: ReadonlySet<string> = new Set([
  'create table',
  'create virtual table',
  'create index',
  'create unique index',
  'create view',
  'create trigger',
]);

// Without quotes, these are values; in double quotes, they are strings if no column has that name
// (sqlite.org/quirks.html, 8).
const values: ReadonlySet<string> = new Set([
  'current_date',
  'current_time',
  'current_timestamp',
  'false',
  'null',
  'true',
]);

function comparable(sql: string, { kind, start, end }: Token): string {
  const text = sql.slice(start, end);
  if (kind === 'word') return nameKey(text);
  return kind === 'quoted' ? nameOf(sql, { kind, start, end }) : text;
}

function nameOf(sql: string, { start, end }: Token): string {
  const name = nameKey(unquoted(sql.slice(start, end)));
  const isBareWord = /^[a-z_][a-z0-9_]*$/.test(name) && !values.has(name);
  return isBareWord ? name : `"${name.replaceAll('"', '""')}"`;
}
