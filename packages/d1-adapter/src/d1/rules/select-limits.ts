// D1 rejects a SELECT with more than 5 terms or 100 columns: workerd, src/workerd/util/sqlite.c++ (setupSecurity,
// SQLITE_LIMIT_COMPOUND_SELECT and SQLITE_LIMIT_COLUMN).

import { isKeptForLater, type Lexeme } from '@roostjs/internal-sql';
import { type Rule, syntaxErrors } from './violation.ts';

const maxTerms = 5;
export const maxColumns = 100;

const errorsBefore = /^(?:near "|unrecognized token|incomplete input|no such table|unknown database)/;

export const tooManyColumnsInResult = 'too many columns in result set: SQLITE_ERROR';

/** A SELECT read so far: the number of its terms, and the columns of the latest term. */
type Select = { terms: number; columns: number; inColumns: boolean; values: boolean };

type Sizes = { readonly terms: number; readonly columns: number };

export const compoundLimit: Rule = ({ lexemes }) =>
  largestSelect(lexemes).terms > maxTerms
    ? {
        rule: 'limit',
        text: 'too many terms in compound SELECT: SQLITE_ERROR',
        sqliteErrorFirst: syntaxErrors,
      }
    : undefined;

// SQLite may never check a common table expression of WITH.
export const resultLimit: Rule = (statement) =>
  !isKeptForLater(statement) &&
  !statement.lexemes.some(({ word }) => word === 'with') &&
  largestSelect(statement.lexemes).columns > maxColumns
    ? { rule: 'limit', text: tooManyColumnsInResult, sqliteErrorFirst: errorsBefore }
    : undefined;

function largestSelect(lexemes: readonly Lexeme[]): Sizes {
  const open: Select[] = [];
  let current = newSelect();
  let sizes: Sizes = { terms: 0, columns: 0 };
  const close = () => {
    // SQLite does not count the terms if the last one is VALUES (parserDoubleLinkSelect in its parse.y).
    const terms = current.values ? 0 : current.terms;
    sizes = { terms: Math.max(sizes.terms, terms), columns: sizes.columns };
  };
  for (const { word } of lexemes) {
    if (word === '(') {
      open.push(current);
      current = newSelect();
    } else if (word === ')') {
      close();
      current = open.pop() ?? newSelect();
    } else if (word === ';') {
      close();
      current = newSelect();
    } else {
      read(current, word);
    }
    sizes = { terms: sizes.terms, columns: Math.max(sizes.columns, current.columns) };
  }
  close();
  return sizes;
}

function newSelect(): Select {
  return { terms: 1, columns: 0, inColumns: false, values: false };
}

function read(select: Select, word: string): void {
  if (/^(?:union|except|intersect)$/.test(word)) select.terms += 1;
  if (word === 'select' || word === 'values') {
    select.values = word === 'values';
    select.inColumns = word === 'select';
    select.columns = select.inColumns ? 1 : 0;
  } else if (
    /^(?:from|where|group|having|order|limit|window|union|except|intersect|on|returning)$/.test(word)
  ) {
    select.inColumns = false;
  } else if (word === ',' && select.inColumns) {
    select.columns += 1;
  }
}
