// `POST /graphql`, as far as wrangler asks it for the insights of D1. Refusals have the status 200, as
// https://developers.cloudflare.com/analytics/graphql-api/errors says; their words are those that people have published.

import type { Account, Call } from './endpoint.ts';
import { type Answer, jsonHeaders } from './envelope.ts';

type Asked = {
  readonly query?: unknown;
  readonly operationName?: unknown;
  readonly variables?: { readonly accountTag?: unknown; readonly filter?: { readonly AND?: unknown } };
};

export function graphql(account: Account, { body }: Call): Answer {
  const { query, operationName, variables } = (body ?? {}) as Asked;
  if (typeof query !== 'string' || !query.includes('d1QueriesAdaptiveGroups'))
    return refused('unknown field');
  if (!new RegExp(`^query ${String(operationName)}\\b`).test(query)) return refused('unknown operation');
  const limit = Number(/limit: (\d+)/.exec(query)?.[1]);
  if (!(limit >= 1 && limit <= 10_000)) return refused('limit must be from 1 to 10000');
  if (!/orderBy: \[(?:count|(?:sum|avg)_\w+)_(?:ASC|DESC)\]/.test(query)) return refused('unknown order');
  if (variables?.accountTag !== account.id || !account.behaviour().readsAnalytics)
    return refused('not authorized for that account', 'authz');
  const filter = filterIn(variables.filter?.AND);
  if (filter === undefined) return refused('error parsing filter');
  const groups = (account.insights.get(filter.databaseId) ?? [])
    .toSorted((one, other) => other.count - one.count)
    .slice(0, limit)
    .map(({ query: text, count }) => ({ count, dimensions: { query: text }, sum: none, avg: none }));
  return sent({ data: { viewer: { accounts: [{ d1QueriesAdaptiveGroups: groups }] } }, errors: null });
}

const none = { queryDurationMs: 0, rowsRead: 0, rowsWritten: 0, rowsReturned: 0 };

const days = 86_400_000;

/** The one filter, whose period is at most 31 days. */
function filterIn(given: unknown): { readonly databaseId: string } | undefined {
  const [filter, ...others] = Array.isArray(given) ? given : [];
  const { datetimeHour_geq: since, datetimeHour_leq: until, databaseId } = filter ?? {};
  const length = Date.parse(until) - Date.parse(since);
  const isPeriod = length > 0 && length <= 31 * days;
  return isPeriod && others.length === 0 && typeof databaseId === 'string' ? { databaseId } : undefined;
}

function refused(message: string, code = 'error'): Answer {
  return sent({ data: null, errors: [{ message, path: null, extensions: { code } }] });
}

function sent(body: unknown): Answer {
  return { status: 200, headers: jsonHeaders, body: JSON.stringify(body) };
}
