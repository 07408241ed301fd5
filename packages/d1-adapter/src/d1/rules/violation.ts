// What a rule of D1 has against a statement, as data.

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
  /** D1's words. */
  readonly text: string;
  /** The complaints of SQLite that D1 comes upon before this rule, where it has one against the statement. */
  readonly yieldsTo: RegExp;
  /** Behind which lexeme D1 comes upon it, an expression that ends there: what stands further on is not read. */
  readonly expressionEnd?: number;
};

export type Rule = (statement: Statement) => Violation | undefined;

/** workerd's authorizer says no, without saying to what. */
export const notAuthorized = 'not authorized: SQLITE_AUTH';

export const incompleteInput = 'incomplete input';
export const syntaxErrors: RegExp = /^(?:near "|unrecognized token|incomplete input)/;
export const noComplaint: RegExp = /^\b$/;
export const anyComplaint: RegExp = /^/;
