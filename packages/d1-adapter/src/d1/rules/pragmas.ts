// The PRAGMAs that D1 allows: workerd, src/workerd/util/sqlite.c++ (ALLOWED_PRAGMAS, and SQLITE_PRAGMA in
// isAuthorized).

import { type Lexeme, type Statement, targetAt } from '@roostjs/internal-sql';
import { isReserved } from './names.ts';
import { noError, notAuthorized, type Rule } from './violation.ts';

type Argument = string | undefined;
type Allows = (argument: Argument) => boolean;

const nothing: Allows = (argument) => argument === undefined;
const any: Allows = () => true;
// workerd only checks how the argument begins.
const truth: Allows = (argument) =>
  argument === undefined || /^(?:true|false|yes|no|on|off|1|0)/i.test(argument);
const objectName: Allows = (argument) => argument !== undefined && !isReserved(argument);
const objectNameOrNothing: Allows = (argument) => argument === undefined || !isReserved(argument);
const numberOrNothing: Allows = (argument) => argument === undefined || isInt32(argument);

const allowed: ReadonlyMap<string, Allows> = new Map([
  ['data_version', nothing],
  ['page_size', nothing],
  ['case_sensitive_like', truth],
  ['foreign_keys', truth],
  ['defer_foreign_keys', truth],
  ['ignore_check_constraints', truth],
  ['legacy_alter_table', truth],
  ['recursive_triggers', truth],
  ['reverse_unordered_selects', truth],
  ['foreign_key_check', objectNameOrNothing],
  ['foreign_key_list', objectName],
  ['index_info', objectName],
  ['index_list', objectName],
  ['index_xinfo', objectName],
  ['quick_check', objectNameOrNothing],
  ['optimize', numberOrNothing],
  ['table_list', any],
  ['table_info', objectName],
  ['table_xinfo', objectName],
]);

export function isAllowedPragma(name: string): boolean {
  return allowed.has(name);
}

export const pragmas: Rule = (statement) => {
  const pragma = pragmaOf(statement);
  if (pragma === undefined) return undefined;
  const { schema, name, argument } = pragma;
  // SQLite itself reports that there is no such database.
  if (schema !== undefined && schema !== 'main' && schema !== 'temp') return undefined;
  if (schema !== 'temp' && allowed.get(name.toLowerCase())?.(argument) === true) return undefined;
  return { rule: 'pragma', text: notAuthorized, sqliteErrorFirst: noError };
};

/** The PRAGMA, or undefined if its syntax is not understood. */
function pragmaOf({ verb, lexemes }: Statement) {
  if (verb !== 'pragma') return undefined;
  const target = targetAt(lexemes, 1);
  if (target === undefined) return undefined;
  const { schema, name, next } = target;
  const rest = lexemes.slice(next);
  if (rest.length === 0) return { schema, name, argument: undefined };
  const argument = argumentOf(rest);
  return argument === undefined ? undefined : { schema, name, argument };
}

function argumentOf(rest: readonly Lexeme[]): string | undefined {
  const [opening, ...following] = rest;
  const closed = opening?.word === '(';
  if (!closed && opening?.word !== '=') return undefined;
  if (closed && following.at(-1)?.word !== ')') return undefined;
  const written = closed ? following.slice(0, -1) : following;
  const signed = written.length === 2 && /^[+-]$/.test(written[0]?.word ?? '');
  const value = written[signed ? 1 : 0];
  if (value === undefined || written.length > (signed ? 2 : 1)) return undefined;
  if (value.kind === 'number') return signed && written[0]?.word === '-' ? `-${value.word}` : value.word;
  return signed ? undefined : value.name;
}

function isInt32(argument: string): boolean {
  const number = /^[+-]?(?:\d+|0x[0-9a-f]+)$/i.test(argument)
    ? Number(argument.replace(/^[+-]/, ''))
    : Infinity;
  return number <= (argument.startsWith('-') ? 0x8000_0000 : 0x7fff_ffff);
}
