// Builds the one request that runs the queries. Pure.

import { effectOf, parametersOf } from '@roostjs/internal-sql';
import { blankStatement, noStatements, parametersBeforeLast, wrongBindings } from '../d1/errors.ts';
import type { Query } from '../d1/query.ts';
import { type IndexedQuery, noStatement, queriesWithSql, splitQuery } from '../d1/split-query.ts';
import { type ApiStatement, toApiStatement, toBeRefused } from './parameters.ts';

/** A mistake that is known before the request is sent: D1's message, and the index of the query. */
export type Mistake = { readonly text: string; readonly statementIndex: number | undefined };

export type RemoteRequest = {
  readonly statements: readonly ApiStatement[];
  /** The number of statements of each query. */
  readonly counts: readonly number[];
  /** If set, the last statement always fails, since the next one has this mistake. */
  readonly mistake: Mistake | undefined;
  readonly reads: boolean;
};

/** No database has this function, so a statement with it does not compile and its request is rolled back. */
export const unknownFunction = 'roost_end_of_request';
const failing: ApiStatement = { sql: `SELECT ${unknownFunction}()` };

/**
 * The statements of the queries up to the first mistake. Each is a separate entry of the batch, so that the server need
 * not split them.
 */
export function requestFor(queries: readonly Query[]): RemoteRequest {
  const statements: ApiStatement[] = [];
  const counts: number[] = [];
  let mistake: Mistake | undefined;
  for (const indexed of queriesWithSql(queries)) {
    const added = apiStatements(indexed);
    statements.push(...added.statements);
    counts.push(added.statements.length);
    mistake = added.mistake;
    if (mistake !== undefined) break;
  }
  if (counts.length === 0) mistake = { text: noStatements, statementIndex: undefined };
  const reads = statements.every(({ sql }) => effectOf(sql) === 'read');
  const refused = mistake !== undefined && statements.length > 0;
  return { statements: refused ? [...statements, failing] : statements, counts, mistake, reads };
}

type Added = { readonly statements: readonly ApiStatement[]; readonly mistake: Mistake | undefined };

function apiStatements({ query, index }: IndexedQuery): Added {
  const texts = splitQuery(query.statement);
  const read: ApiStatement[] = [];
  const upTo = (text: string): Added => ({ statements: read, mistake: { text, statementIndex: index } });
  for (const [position, sql] of texts.entries()) {
    if (sql === noStatement) return upTo(blankStatement);
    const isLast = position === texts.length - 1;
    const params = isLast ? query.params : [];
    const text = bindingMistake(sql, params.length, isLast);
    read.push(text === undefined ? toApiStatement(sql, params) : toBeRefused(sql, params));
    if (text !== undefined) return upTo(text);
  }
  return { statements: read, mistake: undefined };
}

function bindingMistake(sql: string, values: number, isLast: boolean): string | undefined {
  const count = parametersOf(sql).length;
  if (count === values) return undefined;
  return isLast ? wrongBindings : parametersBeforeLast;
}
