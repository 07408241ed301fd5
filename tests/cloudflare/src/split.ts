// Cuts a text into statements by one of three rules. SQLite's own rule is the measure; the two others are the ways in
// which Cloudflare's server is known to fall short of it.

import { splitStatements, tokens } from '@roostjs/internal-sql';

/**
 * `as-sqlite`: where SQLite ends a statement.
 * `as-cloudflare`: a trigger stays whole only on one line, with BEGIN and END in capitals and every CASE in parentheses
 * (cloudflare/workers-sdk issues 4326, 4727, 4998, 10998, 14991, 15314 and 15690).
 * `at-semicolons`: at each semicolon outside quotes and comments; no trigger stays whole.
 */
export type SplittingRule = 'as-sqlite' | 'as-cloudflare' | 'at-semicolons';

/** The statements of the text, in order, without those that are blank. */
export function split(sql: string, rule: SplittingRule): readonly string[] {
  return splitStatements(sql).flatMap((statement) =>
    staysWhole(statement, rule) ? [statement] : splitAtSemicolons(statement),
  );
}

function staysWhole(statement: string, rule: SplittingRule): boolean {
  switch (rule) {
    case 'as-sqlite':
      return true;
    case 'at-semicolons':
      return false;
    case 'as-cloudflare':
      return isPlainTrigger(withoutComments(statement).trim());
  }
}

function isPlainTrigger(statement: string): boolean {
  return (
    /^CREATE\s.*?\sBEGIN\s/i.test(statement) &&
    !/[\r\n]/.test(statement) &&
    /\sBEGIN\s/.test(statement) &&
    /\sEND$/.test(statement) &&
    !/(?<!\(\s*)\bCASE\b/i.test(withoutTexts(statement))
  );
}

function splitAtSemicolons(statement: string): readonly string[] {
  const pieces: string[] = [];
  let start = 0;
  for (const { kind, start: end, end: next } of tokens(`${statement}\n;`)) {
    if (kind !== 'semicolon') continue;
    const piece = statement.slice(start, end).trim();
    if (withoutComments(piece).trim() !== '') pieces.push(piece);
    start = next;
  }
  return pieces;
}

function withoutComments(sql: string): string {
  return without(sql, /^comment$/);
}

/** Without strings and quoted names, of which no report says that they are read as keywords. */
function withoutTexts(sql: string): string {
  return without(sql, /^(?:quoted|string)$/);
}

function without(sql: string, kinds: RegExp): string {
  return Array.from(tokens(sql), ({ kind, start, end }) =>
    kinds.test(kind) ? ' ' : sql.slice(start, end),
  ).join('');
}
