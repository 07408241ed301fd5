// Asks the API in GraphQL.
import type { Api } from './api.ts';
import type { UnreadableAnswer } from './reply.ts';
import { type RetryClock, sendWithRetries } from './retry.ts';

/** A query and its variables, as the API takes them. It must only read. */
export type GraphqlQuery = {
  readonly query: string;
  readonly operationName: string;
  readonly variables: Readonly<Record<string, unknown>>;
};

/** The data of the answer, and the error to throw if it is not what was expected. */
export type AskGraphql = (
  query: GraphqlQuery,
) => Promise<{ readonly result: unknown; readonly unreadable: UnreadableAnswer }>;

export function retryingGraphql(api: Api, clock: RetryClock): AskGraphql {
  return async (body) => {
    const send = () => api({ method: 'POST', path: '/graphql', body, language: 'graphql' });
    const answer = await sendWithRetries(send, clock, 'reads');
    if (answer.kind === 'failed') throw answer.reason;
    return answer;
  };
}
