// Runs queries on the remote database: all of them in one request, which is sent again where that may help and cannot run
// it twice.

import { isRoostError } from '@roostjs/internal-errors';
import { SqlFailure, wrongBindings } from '../d1/errors.ts';
import type { Query, Run, Runner } from '../d1/query.ts';
import { resultsIn } from './parse-results.ts';
import type { Api } from './api.ts';
import type { ApiAnswer } from './reply.ts';
import { type RemoteRequest, requestFor, unknownFunction } from './request.ts';
import { type Pacing, retried } from './retry.ts';

/** `path` gives that of the database, below the API's base. */
export function remoteRunner(api: Api, path: () => Promise<string>, pacing: Pacing): Runner {
  return async (queries: readonly Query[]): Promise<Run> => {
    const request = requestFor(queries);
    if (request.members.length === 0) return mistaken(request);
    try {
      const databasePath = await path();
      const body = { batch: request.members };
      const send = () => api({ method: 'POST', path: `${databasePath}/raw`, body });
      return runOf(request, await retried(send, pacing, request.reads ? 'reads' : 'writes'));
    } catch (reason) {
      if (!isRoostError(reason)) throw reason;
      return { kind: 'failed', reason, statementIndex: undefined };
    }
  };
}

function runOf(request: RemoteRequest, answer: ApiAnswer): Run {
  if (answer.kind === 'failed') {
    const { reason } = answer;
    const own = request.mistake !== undefined && reason instanceof SqlFailure && isMistake(reason.message);
    return own ? mistaken(request, reason) : { kind: 'failed', reason, statementIndex: undefined };
  }
  const parsed = resultsIn(answer.result, request.counts);
  if (parsed.kind === 'results' && request.mistake === undefined)
    return { kind: 'done', results: parsed.results };
  const problem = parsed.kind === 'other' ? parsed.problem : 'a statement that must fail has not failed';
  return { kind: 'failed', reason: answer.unreadable(problem), statementIndex: undefined };
}

// Before the mistake all values fit, so that a complaint about them is about the mistake.
function isMistake(text: string): boolean {
  return text.includes(wrongBindings) || text.includes(unknownFunction);
}

function mistaken({ mistake }: RemoteRequest, cause?: SqlFailure): Run {
  if (mistake === undefined) throw new Error('A request without statements has a reason.');
  const { text, statementIndex } = mistake;
  const reason =
    cause === undefined ? new SqlFailure(text) : Object.assign(new SqlFailure(text), { code: codeOf(cause) });
  return { kind: 'failed', reason, statementIndex };
}

function codeOf(failure: SqlFailure): unknown {
  return 'code' in failure ? failure.code : undefined;
}
