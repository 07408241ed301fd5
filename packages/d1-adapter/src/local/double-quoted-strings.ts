// Double-quoted strings: D1 reads "a" as a string if no column has that name (sqlite.org/quirks.html, 8), but
// better-sqlite3 is built without that. Only SQLite knows the columns, so this tries variants of the statement.

import { creationOf, type Lexeme, quotedText, statementOf } from '@roostjs/internal-sql';
import type SqliteDatabase from 'better-sqlite3';
import { compileError } from './compile-error.ts';
import { triggerCompileError } from './trigger-compile-error.ts';

const missingColumn = /^no such column: "(.*)" - should this be a string literal in single-quotes\?$/s;
const unknownName = 'roost_unknown_name';
/** SQLite's error for a number in a position that only accepts a name, such as that of a column to set. */
const needsName = /^near "1": syntax error/;
const placeholder = "'roost_text_";

/** A statement whose double-quoted strings are written in single quotes. */
export type Rewritten = {
  readonly text: string;
  /** The names of the columns as D1 returns them, where a column is named by its expression. */
  readonly columnNames: () => readonly string[];
};

/** The statement with its double-quoted strings in single quotes, or undefined if it has none. */
export function rewriteStrings(sqlite: SqliteDatabase.Database, statement: string): Rewritten | undefined {
  if (!statement.includes('"')) return undefined;
  const { start, ask } = probeFor(sqlite, statement);
  const body = statement.slice(start);
  const strings = stringsIn(ask, body);
  if (strings.length === 0) return undefined;
  return {
    text: statement.slice(0, start) + replaceLexemes(body, strings, literal),
    columnNames: () => columnNames(sqlite, body, strings),
  };
}

/** The error of compiling the statement, as SQLite reports it if it is built as in D1. */
export function compileErrorAsD1(sqlite: SqliteDatabase.Database, statement: string): string | undefined {
  const error = compileError(sqlite, statement);
  if (error === undefined || !missingColumn.test(error)) return error;
  const rewritten = rewriteStrings(sqlite, statement);
  return rewritten === undefined ? error : compileError(sqlite, rewritten.text);
}

/** The offset from which on SQLite is asked about a statement, and how. */
type Probe = { readonly start: number; readonly ask: Ask };
type Ask = (sql: string) => string | undefined;

function probeFor(sqlite: SqliteDatabase.Database, statement: string): Probe {
  const read = statementOf(statement);
  const creation = creationOf(read);
  const compiled: Ask = (sql) => compileError(sqlite, sql);
  // SQLite compiles a view when it is used, so its SELECT is checked in its place.
  if (creation?.kind === 'view') {
    const as = read.lexemes.find(({ word }, at) => at >= creation.next && word === 'as');
    return { start: as?.end ?? 0, ask: compiled };
  }
  return {
    start: 0,
    ask: creation?.kind === 'trigger' ? (sql) => triggerCompileError(sqlite, sql) : compiled,
  };
}

/** The strings, one after the other, in the order in which SQLite reports them. */
function stringsIn(ask: Ask, statement: string): readonly Lexeme[] {
  const strings: Lexeme[] = [];
  let candidates = candidatesIn(statement);
  for (;;) {
    const asked = (replacement: (lexeme: Lexeme) => string, more: readonly Lexeme[]) =>
      ask(
        replaceLexemes(statement, [...strings, ...more], (lexeme) =>
          more.includes(lexeme) ? replacement(lexeme) : literal(lexeme),
        ),
      );
    const name = missingColumn.exec(asked(literal, []) ?? '')?.[1];
    if (name === undefined) return strings;
    const alike = candidates.filter((lexeme) => lexeme.name === name);
    const isString = (lexeme: Lexeme): boolean =>
      !needsName.test(asked(() => '1', [lexeme]) ?? '') &&
      asked(() => unknownName, [lexeme])?.includes(`no such column: ${unknownName}`) === true;
    const found = alike.length === 1 ? alike[0] : alike.find(isString);
    if (found === undefined) return strings;
    strings.push(found);
    candidates = candidates.filter((lexeme) => lexeme !== found);
  }
}

/** The double-quoted tokens that are neither a part of a qualified name nor a function. */
function candidatesIn(statement: string): readonly Lexeme[] {
  const { lexemes } = statementOf(statement);
  return lexemes.filter(({ kind, word }, at) => {
    if (kind !== 'quoted' || !word.startsWith('"') || lexemes[at - 1]?.word === '.') return false;
    return !/^[.(]$/.test(lexemes[at + 1]?.word ?? '');
  });
}

function replaceLexemes(
  statement: string,
  lexemes: readonly Lexeme[],
  by: (lexeme: Lexeme) => string,
): string {
  let text = '';
  let end = 0;
  for (const lexeme of lexemes.toSorted((one, other) => one.start - other.start)) {
    text += statement.slice(end, lexeme.start) + by(lexeme);
    end = lexeme.end;
  }
  return text + statement.slice(end);
}

function literal({ name = '' }: Lexeme): string {
  return quotedText(name);
}

/** The names of the columns, with the text as written: placeholders mark the strings in SQLite's names. */
function columnNames(
  sqlite: SqliteDatabase.Database,
  statement: string,
  strings: readonly Lexeme[],
): readonly string[] {
  const numbered = replaceLexemes(
    statement,
    strings,
    (lexeme) => `${placeholder}${strings.indexOf(lexeme)}'`,
  );
  const written = /'roost_text_(\d+)'/g;
  return sqlite
    .prepare(numbered)
    .columns()
    .map(({ name }) =>
      name.replaceAll(written, (whole, index: string) => {
        const lexeme = strings[Number(index)];
        return lexeme === undefined ? whole : statement.slice(lexeme.start, lexeme.end);
      }),
    );
}
