// From queries to the one request that runs them. Pure: it sends nothing.

import { effectOf, parametersOf } from '@roostjs/internal-sql';
import { blankStatement, noStatements, parametersBeforeLast, wrongBindings } from '../d1/errors.ts';
import type { Query } from '../d1/query.ts';
import { type Indexed, noStatement, statementsOf, withSql } from '../d1/split-query.ts';
import { asGiven, type Member, memberOf } from './parameters.ts';

/** A mistake that is known ahead: D1's words for it, and the query that has it. */
export type Mistake = { readonly text: string; readonly statementIndex: number | undefined };

export type RemoteRequest = {
  readonly members: readonly Member[];
  /** For each query how many of the members are its own. */
  readonly counts: readonly number[];
  /** The members end in one that always fails, since what comes next is this mistake. */
  readonly mistake: Mistake | undefined;
  readonly reads: boolean;
};

/** No database has it, so that a statement with it does not compile and nothing of its request is kept. */
export const unknownFunction = 'roost_end_of_request';
const failing: Member = { sql: `SELECT ${unknownFunction}()` };

/**
 * The statements of the queries up to the first mistake, each a member of its own so that no server has to find where
 * one ends.
 */
export function requestFor(queries: readonly Query[]): RemoteRequest {
  const members: Member[] = [];
  const counts: number[] = [];
  let mistake: Mistake | undefined;
  for (const indexed of withSql(queries)) {
    const added = membersOf(indexed);
    members.push(...added.members);
    counts.push(added.members.length);
    mistake = added.mistake;
    if (mistake !== undefined) break;
  }
  if (counts.length === 0) mistake = { text: noStatements, statementIndex: undefined };
  const reads = members.every(({ sql }) => effectOf(sql) === 'read');
  const refused = mistake !== undefined && members.length > 0;
  return { members: refused ? [...members, failing] : members, counts, mistake, reads };
}

type Added = { readonly members: readonly Member[]; readonly mistake: Mistake | undefined };

function membersOf({ query, index }: Indexed): Added {
  const statements = statementsOf(query.statement);
  const members: Member[] = [];
  const upTo = (text: string): Added => ({ members, mistake: { text, statementIndex: index } });
  for (const [position, sql] of statements.entries()) {
    if (sql === noStatement) return upTo(blankStatement);
    const isLast = position === statements.length - 1;
    const params = isLast ? query.params : [];
    const text = bindingMistake(sql, params.length, isLast);
    members.push(text === undefined ? memberOf(sql, params) : asGiven(sql, params));
    if (text !== undefined) return upTo(text);
  }
  return { members, mistake: undefined };
}

function bindingMistake(sql: string, values: number, isLast: boolean): string | undefined {
  const count = parametersOf(sql).length;
  if (count === values) return undefined;
  return isLast ? wrongBindings : parametersBeforeLast;
}
