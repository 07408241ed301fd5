// A statement in the form in which it can be compared with another one.

import { unquoted } from './identifiers.ts';
import { nameKey } from './names.ts';
import type { Token } from './token.ts';
import { tokens } from './tokens.ts';

/**
 * The same text for two statements that differ in nothing but spaces, comments, the case of words and the quotes around
 * names. What may be a text in double quotes keeps them where its bare word would be a value of SQLite's own.
 */
export function comparableSql(sql: string): string {
  return comparableParts(sql)
    .map(({ form }) => form)
    .join(' ');
}

/** A token that means something: as it is written, and in the form in which it is compared. */
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

// What is created can be named in single quotes too. FTS5 names its tables so, until they are renamed.
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

// Bare, these are values; in double quotes, where no column has that name, they are texts (sqlite.org/quirks.html, 8).
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
