// Where in a statement the error is that D1 reports about it.

import { isSameName } from './names.ts';
import { splitStatements } from './split.ts';
import { type Lexeme, type Statement, statementOf, targetAt } from './statement.ts';

/** An error of D1 without its prefix and codes, and its offset in bytes of UTF-8 if it has one. */
export type ErrorText = { readonly words: string; readonly offset: number | undefined };

export function readError(message: string): ErrorText {
  const [, words = message, offset] =
    /^(?:D1_[A-Z]+: )?(.*?)(?: at offset (\d+))?(?:: SQLITE_[A-Z]+)?(?: \(extended: \w+\))?\.?$/s.exec(
      message,
    ) ?? [];
  return { words, offset: offset === undefined ? undefined : Number(offset) };
}

/**
 * The index in the statement's text at which D1 found its error; undefined if that is not certain. An offset counts
 * only if the text there is what the error names, because some are offsets in statements that SQLite generates.
 */
export function errorPlace(sql: string, message: string): number | undefined {
  const { words, offset } = readError(message);
  const statement = statementOf(sql);
  if (/^not authorized to use function: sqlite_/.test(words)) return alterationPlace(statement);
  const isNamed = namedBy(words);
  const found = lexemeAt(statement, offset);
  if (found !== undefined && (isNamed === undefined || isNamed(found, sql))) return found.start;
  if (isNamed === undefined) return clausePlace(words, statement);
  const [mention, ...others] = statement.lexemes.filter((lexeme) => isNamed(lexeme, sql));
  return others.length === 0 ? mention?.start : undefined;
}

/** Whether the statement has what the error names at the error's offset. */
export function hasErrorAtOffset(sql: string, message: string): boolean {
  const { words, offset } = readError(message);
  const found = lexemeAt(statementOf(sql), offset);
  return found !== undefined && (namedBy(words)?.(found, sql) ?? false);
}

/** `offset`: in bytes. Of several statements in one text, it would be that in the one that failed. */
function lexemeAt({ text, lexemes }: Statement, offset: number | undefined): Lexeme | undefined {
  if (offset === undefined || splitStatements(text).length !== 1) return undefined;
  const index = indexOfByte(text, offset);
  return lexemes.find(({ start }) => start === index);
}

type IsNamed = (lexeme: Lexeme, sql: string) => boolean;

const tokens = /^(?:near|unrecognized token:) "(.*?)"(?:: syntax error)?$/s;

const names: readonly RegExp[] = [
  /\bno such (?:table|view|index|trigger|function|module|collation sequence|column): (.+)$/,
  /^not authorized to use function: (.+)$/,
  /\bhas no column named (.+)$/,
  /\bduplicate column name: (.+)$/,
  /^cannot drop (?:PRIMARY KEY|UNIQUE) column: (.+)$/,
  /^(?:table|view|index|trigger) (.+) already exists$/,
  /^there is already (?:another|an?) .* with this name: (.+)$/,
  /^object name reserved for internal use: (.+)$/,
  /^unknown database (.+)$/,
  /^unknown table option: (.+)$/,
  /^(?:UNIQUE|NOT NULL) constraint failed: ([^,]+)$/,
  /^(?:wrong number of arguments to|misuse of aggregate|too many arguments on) function (.+?)(?:\(\))?$/,
];

/** Whether a lexeme is what the error names; undefined if it names nothing. */
function namedBy(words: string): IsNamed | undefined {
  const token = tokens.exec(words)?.[1];
  if (token !== undefined) return ({ start, end }, sql) => sql.slice(start, end) === token;
  for (const pattern of names) {
    const name = pattern.exec(words)?.[1];
    if (name === undefined) continue;
    // With an offset, SQLite points to the first part of a name such as a.b; without one, only the last is unique.
    const parts = name.split('.').map((part) => part.replace(/^["[]|["\]]$/g, ''));
    const [first = '', last = ''] = [parts[0], parts.at(-1)];
    return (lexeme, sql) =>
      lexeme.name !== undefined &&
      lexeme.kind !== 'string' &&
      (isSameName(lexeme.name, last) || (isSameName(lexeme.name, first) && sql[lexeme.end] === '.'));
  }
  return undefined;
}

const clauses: readonly (readonly [RegExp, string])[] = [
  [/^Cannot add a NOT NULL column/, 'not'],
  [/^Cannot add a UNIQUE column/, 'unique'],
  [/^Cannot add a PRIMARY KEY column/, 'primary'],
  [/^Cannot add a REFERENCES column/, 'references'],
  [/^Cannot add a column with non-constant default/, 'default'],
  [/^cannot add a STORED column/, 'stored'],
  [/^AUTOINCREMENT is only allowed/, 'autoincrement'],
];

/** For an error about a clause: where the clause begins, if there is only one. */
function clausePlace(words: string, { lexemes }: Statement): number | undefined {
  const clause = clauses.find(([pattern]) => pattern.test(words))?.[1];
  const [found, ...others] = lexemes.filter(({ word }) => word === clause);
  return others.length === 0 ? found?.start : undefined;
}

// SQLite implements the forms of ALTER TABLE that D1 refuses with functions, in statements of its own.
function alterationPlace({ verb, lexemes }: Statement): number | undefined {
  const target = verb === 'alter' ? targetAt(lexemes, 2) : undefined;
  return target === undefined ? undefined : lexemes[target.next]?.start;
}

function indexOfByte(text: string, offset: number): number {
  let [bytes, index] = [0, 0];
  for (const character of text) {
    if (bytes >= offset) break;
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    index += character.length;
  }
  return index;
}
