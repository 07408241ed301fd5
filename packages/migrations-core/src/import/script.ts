// A section of an SQL file as its statements and the comments between them. Pure.
import { splitParts, type Token, tokens } from '@roostjs/internal-sql';
import { statementsIn } from '../migration/sql-sections.ts';

export type ScriptItem = ScriptComment | ScriptStatement;

export type ScriptComment = {
  readonly kind: 'comment';
  /** Without the characters that make it a comment. */
  readonly lines: readonly string[];
  readonly isAfterBlankLine: boolean;
};

export type ScriptStatement = {
  readonly kind: 'statement';
  /** From its first token to its last one, as it is written, without the semicolon. */
  readonly sql: string;
  /** How many columns the line on which it begins is indented by; a tab counts as two. */
  readonly indentation: number;
  /** The comment on the line on which it ends; null if there is none. */
  readonly comment: string | null;
  readonly isAfterBlankLine: boolean;
};

/** What only tells a tool where its parts begin is left out, and so is what a migration does not run. */
export function scriptOf(section: string): readonly ScriptItem[] {
  const script = new Script(section);
  for (const { start, end, complete, blank } of splitParts(section)) {
    const part = Array.from(tokens(section.slice(start, end)), (token) => movedBy(start, token));
    const terminated = complete ? part.slice(0, -1) : part;
    if (blank) script.addComments(terminated);
    else script.addStatement(terminated);
  }
  return script.items;
}

function movedBy(offset: number, { kind, start, end }: Token): Token {
  return { kind, start: start + offset, end: end + offset };
}

class Script {
  readonly items: ScriptItem[] = [];
  readonly #text: string;
  /** The end of the last item. */
  #end = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Expects the tokens of one statement, with the comments before and after it. */
  addStatement(part: readonly Token[]): void {
    const first = part.findIndex(isSql);
    const last = part.findLastIndex(isSql);
    this.addComments(part.slice(0, first));
    const [start, end] = [part[first]?.start ?? 0, part[last]?.end ?? 0];
    const sql = this.#text.slice(start, end);
    if (statementsIn(sql).length > 0) {
      this.items.push({
        kind: 'statement',
        sql,
        indentation: this.#indentationAt(start),
        comment: null,
        isAfterBlankLine: this.#hasBlankLineBefore(start),
      });
    }
    this.#end = end;
    this.addComments(part.slice(last + 1));
  }

  addComments(part: readonly Token[]): void {
    for (const { kind, start, end } of part) {
      if (kind !== 'comment') continue;
      const text = this.#text.slice(start, end);
      const lines = isForTool(text) ? [] : linesOf(text);
      if (lines.length > 0) this.#addComment(lines, start);
      this.#end = end;
    }
  }

  #addComment(lines: readonly string[], start: number): void {
    const last = this.items.at(-1);
    const [line, ...others] = lines;
    const isOnSameLine = !this.#text.slice(this.#end, start).includes('\n');
    if (last?.kind === 'statement' && last.comment === null && isOnSameLine && others.length === 0)
      this.items.splice(-1, 1, { ...last, comment: line ?? '' });
    else this.items.push({ kind: 'comment', lines, isAfterBlankLine: this.#hasBlankLineBefore(start) });
  }

  #hasBlankLineBefore(start: number): boolean {
    return /\n[ \t\r]*\n/.test(this.#text.slice(this.#end, start)) && this.items.length > 0;
  }

  #indentationAt(start: number): number {
    const line = this.#text.slice(this.#text.lastIndexOf('\n', start) + 1, start);
    return (/^\uFEFF?([ \t]*)/.exec(line)?.[1] ?? '').replaceAll('\t', '  ').length;
  }
}

function isSql({ kind }: Token): boolean {
  return kind !== 'space' && kind !== 'comment';
}

// drizzle-kit's breakpoints, and what goose and sql-migrate write around a statement with semicolons.
function isForTool(comment: string): boolean {
  return /^-->[ \t]*statement-breakpoint|^--[ \t]*\+(?:goose|migrate)\b/i.test(comment);
}

/** Without the stars that begin the lines of a block. */
function linesOf(comment: string): readonly string[] {
  if (comment.startsWith('--')) return [comment.slice(2).trim()];
  const lines = comment
    .replace(/^\/\*|\*\/$/g, '')
    .split('\n')
    .map((line) => line.replace(/^[ \t]*\*+(?=\s|$)/, '').trim());
  const first = lines.findIndex((line) => line !== '');
  return first === -1 ? [] : lines.slice(first, lines.findLastIndex((line) => line !== '') + 1);
}
