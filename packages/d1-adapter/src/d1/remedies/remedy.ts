// What a remedy is made from, and the code that remedies show.

import { type Lexeme, quotedName, type Statement } from '@roostjs/internal-sql';

/** The schema that a statement finds. */
export type SchemaNames = {
  /** The names of all objects of a type; a view is a table too. */
  readonly named: (type: string) => readonly string[];
  /** The names of a table's columns; empty if they are not known. */
  readonly columnsOf: (table: string) => readonly string[];
};

export type FailedText = {
  readonly statement: Statement;
  /** The lexeme at which the error is, and its neighbours in order; -1 if its place is not certain. */
  readonly at: number;
  readonly schema: SchemaNames | undefined;
};

/** What the error says, and what to do then, as the rest of a sentence; undefined if that is not known. */
export type Remedy = readonly [
  says: RegExp,
  instead: (failed: FailedText, said: readonly (string | undefined)[]) => string | undefined,
];

/** A name in SQL, quoted only if necessary. */
export function sqlName(name: string): string {
  return /^[a-z_]\w*$/i.test(name) ? name : quotedName(name);
}

/** The call that rebuilds a table; each option is a property of an object literal. */
export function rebuildCall(table: string, ...options: readonly string[]): string {
  const properties = [`table: ${jsText(table)}`, ...options].join(', ');
  return `write await rebuildTable(db, { ${properties} }) instead, in a .ts migration, from @roostjs/cli/schema`;
}

/** The name as the key of an object literal. */
export function jsKey(name: string): string {
  return /^[a-z_$][\w$]*$/i.test(name) ? name : jsText(name);
}

/** The text as a string literal on one line. */
export function jsText(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').replaceAll('\\', '\\\\');
  return line.includes("'") && !line.includes('"')
    ? `"${line}"`
    : `'${line.replaceAll("'", String.raw`\'`)}'`;
}

/** The statement's text from one lexeme up to another, which is left out. */
export function textBetween({ text, lexemes }: Statement, from: number, to?: number): string {
  const part = lexemes.slice(from, to);
  const [first, last] = [part[0], part.at(-1)];
  return first === undefined || last === undefined ? '' : text.slice(first.start, last.end);
}

/** The index after a parenthesis that opens at `at`, or after any other lexeme. */
export function afterGroup(lexemes: readonly Lexeme[], at: number): number {
  let depth = 0;
  for (let next = at; next < lexemes.length; next += 1) {
    if (lexemes[next]?.word === '(') depth += 1;
    if (lexemes[next]?.word === ')') depth -= 1;
    if (depth <= 0) return next + 1;
  }
  return lexemes.length;
}

/** The index of the first comma from `from` on that no parenthesis encloses, or the end. */
export function untilComma(lexemes: readonly Lexeme[], from: number): number {
  let at = from;
  while (at < lexemes.length && lexemes[at]?.word !== ',') at = afterGroup(lexemes, at);
  return at;
}
