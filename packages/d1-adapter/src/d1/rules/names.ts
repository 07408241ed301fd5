// D1 rejects names that begin with _cf_, which Cloudflare reserves: workerd, src/workerd/api/sql.c++
// (SqlStorageRegulator::isAllowedName), which isAuthorized in src/workerd/util/sqlite.c++ calls.

import {
  creationOf,
  isKeptForLater,
  type Lexeme,
  type Statement,
  targetAt,
  wordsAt,
} from '@roostjs/internal-sql';
import { anyError, noError, notAuthorized, type Rule } from './violation.ts';

export function isReserved(name: string): boolean {
  return /^_cf_/i.test(name);
}

export const names: Rule = (statement) => {
  const sqliteErrorFirst = created(statement) ?? changed(statement) ?? dropped(statement) ?? used(statement);
  return sqliteErrorFirst === undefined ? undefined : { rule: 'name', text: notAuthorized, sqliteErrorFirst };
};

// Each of these returns the SQLite errors that come first, if the statement has a reserved name.

function created(statement: Statement): RegExp | undefined {
  const creation = creationOf(statement);
  if (creation === undefined) return undefined;
  const { kind, name } = creation;
  if (kind === 'index' || kind === 'trigger') {
    const on = statement.lexemes.findIndex(({ word }, at) => at >= creation.next && word === 'on');
    const table = statement.lexemes[on + 1]?.name;
    if (on === -1 || table === undefined || ![name, table].some(isReserved)) return undefined;
    return kind === 'index'
      ? /^(?:near "|unrecognized|incomplete|no such table|unknown database)/
      : /^no such table/;
  }
  if (!isReserved(name)) return undefined;
  return kind === 'view' ? /^(?:near "|unrecognized|incomplete|unknown database)/ : /^unknown database/;
}

function changed({ verb, lexemes }: Statement): RegExp | undefined {
  if (verb !== 'alter' || lexemes[1]?.word !== 'table') return undefined;
  const table = targetAt(lexemes, 2);
  if (table === undefined) return undefined;
  const renamed = wordsAt(lexemes, table.next, ['rename', 'to']);
  const removed = wordsAt(lexemes, table.next, ['drop', 'column']) || wordsAt(lexemes, table.next, ['drop']);
  const other = renamed + removed === 0 ? undefined : lexemes[table.next + renamed + removed]?.name;
  return [table.name, other ?? ''].some(isReserved) ? anyError : undefined;
}

function dropped({ verb, lexemes }: Statement): RegExp | undefined {
  if (verb !== 'drop') return undefined;
  const condition = wordsAt(lexemes, 2, ['if', 'exists']);
  const name = targetAt(lexemes, 2 + condition)?.name;
  if (name === undefined || !isReserved(name)) return undefined;
  // With IF EXISTS, D1 rejects the statement only if the table exists. _cf_METADATA always does.
  if (condition > 0) return name.toLowerCase() === '_cf_metadata' ? noError : undefined;
  return anyError;
}

function used(statement: Statement): RegExp | undefined {
  const { lexemes } = statement;
  // A common table expression may have such a name.
  if (isKeptForLater(statement) || lexemes.some(({ word }) => word === 'with')) return undefined;
  return lexemes.some((_, at) => isUseAt(lexemes, at)) ? anyError : undefined;
}

function isUseAt(lexemes: readonly Lexeme[], at: number): boolean {
  const word = lexemes[at]?.word ?? '';
  if (!/^(?:from|join|into|update)$/.test(word) || lexemes[at - 1]?.word === 'distinct') return false;
  const name = targetAt(lexemes, at + 1)?.name;
  return name !== undefined && isReserved(name);
}
