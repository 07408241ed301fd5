// Runs queries on the remote database, all in one request.

import { isRoostError } from '@roostjs/internal-errors';
import { SqlFailure, wrongBindings } from '../d1/errors.ts';
import type { Query, QueryRun, Runner } from '../d1/query.ts';
import type { Api } from './api.ts';
import { parseResults } from './parse-results.ts';
import type { ApiAnswer } from './reply.ts';
import { type RemoteRequest, requestFor, unknownFunction } from './request.ts';
import { type RetryClock, sendWithRetries } from './retry.ts';

/** `pathOf` returns the path of the database, relative to the API's address. */
export function remoteRunner(api: Api, pathOf: () => Promise<string>, clock: RetryClock): Runner {
  return async (queries: readonly Query[]): Promise<QueryRun> => {
    const request = requestFor(queries);
    if (request.statements.length === 0) return mistakeFailure(request);
    try {
      const databasePath = await pathOf();
      const body = { batch: request.statements };
      const path = `${databasePath}/raw`;
      const send = () => api({ method: 'POST', path, body, language: 'sql' });
      return queryRunOf(request, await sendWithRetries(send, clock, request.reads ? 'reads' : 'writes'));
    } catch (reason) {
      if (!isRoostError(reason)) throw reason;
      return { kind: 'failed', reason, statementIndex: undefined };
    }
  };
}

function queryRunOf(request: RemoteRequest, answer: ApiAnswer): QueryRun {
  if (answer.kind === 'failed') {
    const { reason } = answer;
    const own = request.mistake !== undefined && reason instanceof SqlFailure && isMistake(reason.message);
    return own ? mistakeFailure(request, reason) : { kind: 'failed', reason, statementIndex: undefined };
  }
  const parsed = parseResults(answer.result, request.counts);
  if (parsed.kind === 'results' && request.mistake === undefined)
    return { kind: 'done', results: parsed.results };
  const problem = parsed.kind === 'other' ? parsed.problem : 'a statement that must fail succeeded';
  return { kind: 'failed', reason: answer.unreadable(problem), statementIndex: undefined };
}

// All statements before the mistake have the right number of values, so an error about values is about the mistake.
function isMistake(text: string): boolean {
  return text.includes(wrongBindings) || text.includes(unknownFunction);
}

function mistakeFailure({ mistake }: RemoteRequest, cause?: SqlFailure): QueryRun {
  if (mistake === undefined) throw new Error('A request without statements must have a mistake.');
  const { text, statementIndex } = mistake;
  const reason =
    cause === undefined ? new SqlFailure(text) : Object.assign(new SqlFailure(text), { code: codeOf(cause) });
  return { kind: 'failed', reason, statementIndex };
}

function codeOf(failure: SqlFailure): unknown {
  return 'code' in failure ? failure.code : undefined;
}
