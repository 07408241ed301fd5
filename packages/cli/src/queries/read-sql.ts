// The queries of a file of SQL: each statement up to its semicolon, or each line where none has one. Pure.
import { type Lexeme, rowVerbs, splitParts, statementOf } from '@roostjs/internal-sql';

/** A query and the line on which it begins, from 1. */
export type QueryAtLine = { readonly sql: string; readonly line: number; readonly calls: number | null };

export function queriesInSql(text: string): readonly QueryAtLine[] {
  const parts = splitParts(text).filter(({ blank }) => !blank);
  const lines = parts.length === 1 && parts[0]?.complete === false ? statementsByLine(text) : null;
  if (lines !== null) return lines;
  let [line, counted] = [1, 0];
  return parts.map(({ start, end, complete }) => {
    const part = text.slice(start, complete ? end - 1 : end);
    // What is before its first word is comments, which may be about what is before them.
    const first = start + (statementOf(part).lexemes[0]?.start ?? 0);
    line += linesIn(text.slice(counted, first));
    counted = first;
    return { sql: text.slice(first, start + part.length).trimEnd(), line, calls: null };
  });
}

function linesIn(text: string): number {
  return text.split('\n').length - 1;
}

/** A statement on each line; null if a line has none, or only a part of one. */
function statementsByLine(text: string): readonly QueryAtLine[] | null {
  const lines = text
    .split('\n')
    .map((written, at) => ({ sql: written.trim(), line: at + 1, calls: null }))
    .filter(({ sql }) => statementOf(sql).lexemes.length > 0);
  return lines.length > 1 && lines.every(({ sql }) => isWhole(statementOf(sql).lexemes)) ? lines : null;
}

const bodies: ReadonlySet<string> = new Set([...rowVerbs, 'default']);

/** Of WITH and INSERT, the part that says what to do may be on the next line. */
function isWhole(lexemes: readonly Lexeme[]): boolean {
  const verb = lexemes[0]?.word ?? '';
  if (!rowVerbs.has(verb)) return false;
  let depth = 0;
  let hasBody = !['with', 'insert', 'replace'].includes(verb);
  for (const { word } of lexemes.slice(1)) {
    if (word === '(') depth += 1;
    else if (word === ')') depth -= 1;
    else if (depth === 0 && bodies.has(word)) hasBody = true;
  }
  return hasBody && depth === 0;
}
