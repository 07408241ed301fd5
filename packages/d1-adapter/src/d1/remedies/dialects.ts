// What to write instead of SQL that other databases have, by the token at which SQLite's parser stops.

import { columnRule, createRule, defaultRule } from './definitions.ts';
import { type Remedy, sqlName } from './remedy.ts';
import type { Rule, Stop } from './stop.ts';

export const dialectRemedies: readonly Remedy[] = [
  [
    /^near "(.*)": syntax error$/s,
    (failed) => {
      const { lexemes, verb } = failed.statement;
      const lexeme = lexemes[failed.at];
      if (lexeme === undefined) return undefined;
      const before = lexemes.slice(0, failed.at).map(({ word }) => word);
      const stop: Stop = { ...failed, word: lexeme.word, before: before.reverse(), verb };
      return firstOf(stop, [
        quoteRule,
        statementRule,
        createRule,
        defaultRule,
        columnRule,
        clauseRule,
        reservedRule,
      ]);
    },
  ],
  [
    /^unrecognized token: ":/,
    ({ statement: { text } }) =>
      text.includes('::') ? 'write CAST(value AS type) instead of value::type' : undefined,
  ],
  [/^unknown table option: /, () => 'leave the option out: SQLite has STRICT and WITHOUT ROWID'],
  [
    /^AUTOINCREMENT is only allowed on an INTEGER PRIMARY KEY$/,
    () => 'write INTEGER PRIMARY KEY AUTOINCREMENT',
  ],
  [
    /^(?:unknown|missing) datatype for /,
    () => 'use INT, INTEGER, REAL, TEXT, BLOB or ANY as the type, or leave STRICT out',
  ],
  [
    /^incomplete input$/,
    () => 'complete it: the end of a parenthesis, an expression or a trigger is missing',
  ],
];

function firstOf(stop: Stop, rules: readonly Rule[]): string | undefined {
  for (const rule of rules) {
    const instead = rule(stop);
    if (instead !== undefined) return instead;
  }
  return undefined;
}

const nothingAlike =
  /^(?:start|set|use|lock|unlock|delimiter|show|grant|revoke|exec|execute|call|do|go|comment|declare|print|if)$/;

/** A quote that ends a text too early, and a letter that PostgreSQL puts before one. */
const quoteRule: Rule = ({ statement: { text, lexemes }, at }) => {
  const [previous, lexeme] = [lexemes[at - 1], lexemes[at]];
  if (previous === undefined || previous.end !== lexeme?.start) return undefined;
  if (previous.kind === 'string') return "write '' for a quote within a text, or bind the text";
  if (lexeme.kind !== 'string' || previous.kind !== 'word') return undefined;
  return `leave ${text.slice(previous.start, previous.end)} out before the text, and bind it if it has escapes`;
};

const statementRule: Rule = ({ word, before, verb, statement }) => {
  if (before.length > 0) return undefined;
  if (verb === 'truncate') {
    const table = statement.lexemes.at(-1)?.name;
    return table === undefined ? undefined : `write DELETE FROM ${sqlName(table)}`;
  }
  return nothingAlike.test(word)
    ? `leave ${word.toUpperCase()} out, since SQLite has no such statement`
    : undefined;
};

const clauseRule: Rule = ({ word, before: [previous], verb, statement: { lexemes } }) => {
  if (word === 'exists' && previous !== undefined)
    return 'leave IF EXISTS and IF NOT EXISTS out, since a migration runs once';
  if (verb === 'insert' && word === 'ignore') return 'write INSERT OR IGNORE';
  if (word === 'duplicate') return 'write ON CONFLICT (…) DO UPDATE SET';
  if (verb === 'create' && word === 'using') return 'leave USING out';
  if (verb === 'create' && word === 'like') return 'write CREATE TABLE … AS SELECT * FROM … WHERE 0';
  if (verb === 'delete' && word === 'using') return 'write WHERE … IN (SELECT …)';
  if (verb === 'update' && lexemes.some((lexeme) => lexeme.word === 'join'))
    return 'write UPDATE … SET … FROM … WHERE';
  if ((verb === 'update' || verb === 'delete') && (word === 'limit' || word === 'order'))
    return 'write WHERE rowid IN (SELECT rowid FROM … LIMIT …)';
  if (verb !== 'drop') return undefined;
  if (word === 'on') return 'leave ON and the table out';
  if (word === ',') return 'write a DROP of its own for each';
  return /^(?:cascade|restrict)$/.test(word) ? `leave ${word.toUpperCase()} out` : undefined;
};

// Keywords that people use as names, and that SQLite does not accept as names: https://sqlite.org/lang_keywords.html.
const reserved =
  /^(?:add|all|case|check|column|constraint|default|group|index|limit|order|primary|references|table|to|transaction|unique|when)$/;

const beforeName =
  /^(?:table|into|update|from|join|,|\(|\.|column|exists|add|to|by|index|on|select|set|view|trigger)$/;

const reservedRule: Rule = ({ word, before: [previous = ''], statement: { text, lexemes }, at }) => {
  const lexeme = lexemes[at];
  const isClause = lexemes[at + 1]?.word === 'by';
  if (lexeme === undefined || isClause || !reserved.test(word) || !beforeName.test(previous))
    return undefined;
  return `put the name in double quotes, since SQLite reserves the word: "${text.slice(lexeme.start, lexeme.end)}"`;
};
