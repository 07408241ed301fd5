// A text in double quotes: D1 takes "a" for a text where no column is called so (sqlite.org/quirks.html, 8), and
// better-sqlite3 is built without that. SQLite is asked, as only it knows the columns.

import { creationOf, type Lexeme, quotedText, statementOf } from '@roostjs/internal-sql';
import type SqliteDatabase from 'better-sqlite3';
import { compileError } from './compile-error.ts';
import { triggerCompileError } from './trigger-compile-error.ts';

const missing = /^no such column: "(.*)" - should this be a string literal in single-quotes\?$/s;
const unknownName = 'roost_unknown_name';
/** What SQLite says where a number stands in the place of a name, as of the column that is written. */
const isName = /^near "1": syntax error/;
const placeholder = "'roost_text_";

/** A statement with texts in single quotes where it had them in double quotes. */
export type Rewritten = {
  readonly text: string;
  /** What a column is called in D1 that is named by its expression. */
  readonly columnNames: () => readonly string[];
};

/** The statement as SQLite takes it, or undefined where nothing in it is such a text. */
export function rewriteStrings(sqlite: SqliteDatabase.Database, statement: string): Rewritten | undefined {
  if (!statement.includes('"')) return undefined;
  const { start, ask } = askedOf(sqlite, statement);
  const body = statement.slice(start);
  const texts = textsIn(ask, body);
  if (texts.length === 0) return undefined;
  return {
    text: statement.slice(0, start) + replaced(body, texts, literal),
    columnNames: () => columnNames(sqlite, body, texts),
  };
}

/** What SQLite says against the statement when compiling it, were it built as D1's. */
export function compileErrorAsD1(sqlite: SqliteDatabase.Database, statement: string): string | undefined {
  const complaint = compileError(sqlite, statement);
  if (complaint === undefined || !missing.test(complaint)) return complaint;
  const rewritten = rewriteStrings(sqlite, statement);
  return rewritten === undefined ? complaint : compileError(sqlite, rewritten.text);
}

/** From where on SQLite is asked about a statement, and how. */
type Asked = { readonly start: number; readonly ask: Ask };
type Ask = (sql: string) => string | undefined;

function askedOf(sqlite: SqliteDatabase.Database, statement: string): Asked {
  const read = statementOf(statement);
  const creation = creationOf(read);
  const compiled: Ask = (sql) => compileError(sqlite, sql);
  // A view is compiled when it is used: what it will then be is its SELECT.
  if (creation?.kind === 'view') {
    const as = read.lexemes.find(({ word }, at) => at >= creation.next && word === 'as');
    return { start: as?.end ?? 0, ask: compiled };
  }
  return {
    start: 0,
    ask: creation?.kind === 'trigger' ? (sql) => triggerCompileError(sqlite, sql) : compiled,
  };
}

/** One after the other, as SQLite comes upon them. */
function textsIn(ask: Ask, statement: string): readonly Lexeme[] {
  const texts: Lexeme[] = [];
  let candidates = candidatesIn(statement);
  for (;;) {
    const asked = (replacement: (lexeme: Lexeme) => string, more: readonly Lexeme[]) =>
      ask(
        replaced(statement, [...texts, ...more], (lexeme) =>
          more.includes(lexeme) ? replacement(lexeme) : literal(lexeme),
        ),
      );
    const name = missing.exec(asked(literal, []) ?? '')?.[1];
    if (name === undefined) return texts;
    const alike = candidates.filter((lexeme) => lexeme.name === name);
    const isText = (lexeme: Lexeme): boolean =>
      !isName.test(asked(() => '1', [lexeme]) ?? '') &&
      asked(() => unknownName, [lexeme])?.includes(`no such column: ${unknownName}`) === true;
    const found = alike.length === 1 ? alike[0] : alike.find(isText);
    if (found === undefined) return texts;
    texts.push(found);
    candidates = candidates.filter((lexeme) => lexeme !== found);
  }
}

/** What stands in double quotes and is no part of a longer name, and no function. */
function candidatesIn(statement: string): readonly Lexeme[] {
  const { lexemes } = statementOf(statement);
  return lexemes.filter(({ kind, word }, at) => {
    if (kind !== 'quoted' || !word.startsWith('"') || lexemes[at - 1]?.word === '.') return false;
    return !/^[.(]$/.test(lexemes[at + 1]?.word ?? '');
  });
}

function replaced(statement: string, lexemes: readonly Lexeme[], by: (lexeme: Lexeme) => string): string {
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

/** The names as they come out where a number stands for each text, and then what stood there. */
function columnNames(
  sqlite: SqliteDatabase.Database,
  statement: string,
  texts: readonly Lexeme[],
): readonly string[] {
  const numbered = replaced(statement, texts, (lexeme) => `${placeholder}${texts.indexOf(lexeme)}'`);
  const written = /'roost_text_(\d+)'/g;
  return sqlite
    .prepare(numbered)
    .columns()
    .map(({ name }) =>
      name.replaceAll(written, (whole, index: string) => {
        const lexeme = texts[Number(index)];
        return lexeme === undefined ? whole : statement.slice(lexeme.start, lexeme.end);
      }),
    );
}
