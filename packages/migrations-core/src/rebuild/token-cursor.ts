// Walks through the tokens of one statement, without spaces and comments, and refuses unexpected ones.
import { firstLine, type Token, tokens, unquoted } from '@roostjs/internal-sql';
import { definitionUnreadable } from './errors.ts';

/** A range of a text: `sql.slice(start, end)`. */
export type Span = { readonly start: number; readonly end: number };

/** A name with its position, without its quotes. */
export type NameAt = Span & { readonly name: string };

export class Cursor {
  readonly sql: string;
  readonly #tokens: readonly Token[];
  #next = 0;

  constructor(sql: string) {
    this.sql = sql;
    this.#tokens = Array.from(tokens(sql)).filter(({ kind }) => kind !== 'space' && kind !== 'comment');
  }

  /** The next token, or a later one: a word in lower case, anything else as written; empty after the last one. */
  peek(ahead = 0): string {
    const token = this.#tokens[this.#next + ahead];
    if (token === undefined) return '';
    const text = this.sql.slice(token.start, token.end);
    return token.kind === 'word' ? text.toLowerCase() : text;
  }

  /** The start of the next token, or the end of the text. */
  get start(): number {
    return this.#tokens[this.#next]?.start ?? this.sql.length;
  }

  /** The end of the last token that was taken. */
  get end(): number {
    return this.#tokens[this.#next - 1]?.end ?? 0;
  }

  /** Takes the words if they come next. */
  take(...words: readonly string[]): boolean {
    if (words.some((word, ahead) => this.peek(ahead) !== word)) return false;
    this.#next += words.length;
    return true;
  }

  expect(...words: readonly string[]): void {
    if (!this.take(...words)) this.refuse(words.join(' ').toUpperCase());
  }

  /** Takes one token of any kind. */
  skip(): void {
    if (this.#tokens[this.#next] === undefined) this.refuse('another token');
    this.#next += 1;
  }

  isName(): boolean {
    const kind = this.#tokens[this.#next]?.kind;
    return kind === 'word' || kind === 'quoted' || kind === 'string';
  }

  takeName(): NameAt {
    const token = this.#tokens[this.#next];
    if (token === undefined || !this.isName()) this.refuse('a name');
    this.#next += 1;
    const text = this.sql.slice(token.start, token.end);
    return { start: token.start, end: token.end, name: token.kind === 'word' ? text : unquoted(text) };
  }

  /** Takes a name, without the schema name before it. */
  takeQualifiedName(): NameAt {
    const name = this.takeName();
    return this.take('.') ? this.takeName() : name;
  }

  /** Takes an expression in parentheses, and returns the span between them. */
  takeParenthesised(): Span {
    this.expect('(');
    const start = this.end;
    for (let depth = 1; depth > 0; ) {
      const text = this.peek();
      this.skip();
      if (text === '(') depth += 1;
      if (text === ')') depth -= 1;
    }
    return { start, end: this.end - 1 };
  }

  refuse(expected: string): never {
    const met =
      this.#next < this.#tokens.length ? firstLine(this.sql.slice(this.start)) : 'the end of the statement';
    throw definitionUnreadable(firstLine(this.sql), expected, met);
  }
}
