// A statement's violation of one of D1's rules, as data.

import type { Statement } from '@roostjs/internal-sql';

export type RuleName =
  | 'transaction'
  | 'database'
  | 'vacuum'
  | 'pragma'
  | 'temp'
  | 'name'
  | 'virtual-table'
  | 'alter'
  | 'function'
  | 'default'
  | 'token'
  | 'limit';

export type Violation = {
  readonly rule: RuleName;
  /** D1's error message. */
  readonly text: string;
  /** The SQLite errors that D1 reports instead of this violation, because SQLite finds them first. */
  readonly sqliteErrorFirst: RegExp;
  /** The offset at which the offending expression ends: D1 reports the violation there, and reads no further. */
  readonly expressionEnd?: number;
};

export type Rule = (statement: Statement) => Violation | undefined;

/** The message of workerd's authorizer, which does not say what it rejects. */
export const notAuthorized = 'not authorized: SQLITE_AUTH';

export const incompleteInput = 'incomplete input';
export const syntaxErrors: RegExp = /^(?:near "|unrecognized token|incomplete input)/;
export const noError: RegExp = /^\b$/;
export const anyError: RegExp = /^/;
