// How findings quote names, and the code that they suggest.
import { type Lexeme, type Statement, nameInSql as sqlName } from '@roostjs/internal-sql';
import type { IsTaken } from '../trace/trace.ts';

export { sqlName };

/** `idx_`, the table and the columns; with a number behind if that name is in use. */
export function indexNameFor(table: string, columns: readonly string[], isTaken: IsTaken): string {
  const usual = ['idx', table, ...(columns.length === 0 ? ['…'] : columns)].join('_');
  let name = usual;
  for (let number = 2; isTaken(name); number += 1) name = `${usual}_${number}`;
  return name;
}

export function createIndex(table: string, columns: readonly string[], isTaken: IsTaken): string {
  const name = sqlName(indexNameFor(table, columns, isTaken));
  return `CREATE INDEX ${name} ON ${sqlName(table)} (${columns.map(sqlName).join(', ')})`;
}

/** The statement as written, with another name at the wanted positions. */
export function withNames(
  statement: Statement,
  name: string,
  isWanted: (lexeme: Lexeme, at: number) => boolean,
): string {
  return withTexts(statement, () => sqlName(name), isWanted);
}

/** The statement as written, without comments around it, with other texts at the wanted positions. */
export function withTexts(
  { text, lexemes }: Statement,
  textFor: (lexeme: Lexeme) => string,
  isWanted: (lexeme: Lexeme, at: number) => boolean,
): string {
  const own = lexemes.filter(({ kind }) => kind !== 'semicolon');
  let written = '';
  let end = own[0]?.start ?? 0;
  for (const lexeme of lexemes.filter(isWanted)) {
    written += text.slice(end, lexeme.start) + textFor(lexeme);
    end = lexeme.end;
  }
  return written + text.slice(end, own.at(-1)?.end);
}

export function listed(names: readonly string[]): string {
  return names.map((name) => `'${name}'`).join(', ');
}
