// Reads which statements ran on a database from the account's analytics, as `wrangler d1 insights` does.
import { isRecord } from './envelope.ts';
import type { AskGraphql } from './graphql.ts';
import type { RemoteLocation } from './location.ts';

/** At most 31 days, and the number of statements at most. */
export type InsightsPeriod = { readonly since: Date; readonly until: Date; readonly limit: number };

/** A statement without its values, and how often it ran in the period, which Cloudflare may estimate from a sample. */
export type InsightsQuery = { readonly sql: string; readonly calls: number };

const operationName = 'roostQueries';

export async function readInsights(
  { accountId, databaseId }: RemoteLocation,
  { since, until, limit }: InsightsPeriod,
  ask: AskGraphql,
): Promise<readonly InsightsQuery[]> {
  const query = `query ${operationName}($accountTag: string, $filter: ZoneWorkersRequestsFilter_InputObject) {
    viewer {
      accounts(filter: {accountTag: $accountTag}) {
        d1QueriesAdaptiveGroups(limit: ${limit}, filter: $filter, orderBy: [count_DESC]) {
          count
          dimensions { query }
        }
      }
    }
  }`;
  const period = { datetimeHour_geq: since.toISOString(), datetimeHour_leq: until.toISOString() };
  const variables = { accountTag: accountId, filter: { AND: [{ ...period, databaseId }] } };
  const { result, unreadable } = await ask({ query, operationName, variables });
  const groups = groupsIn(result);
  if (groups === undefined) throw unreadable('it has no list of queries');
  return groups.flatMap((group) => {
    const { count, dimensions } = isRecord(group) ? group : {};
    const sql = isRecord(dimensions) ? dimensions['query'] : undefined;
    if (typeof sql !== 'string' || typeof count !== 'number') throw unreadable('it has no list of queries');
    // Cloudflare leaves out some texts.
    return sql === '' ? [] : [{ sql, calls: count }];
  });
}

function groupsIn(data: unknown): readonly unknown[] | undefined {
  const viewer = isRecord(data) ? data['viewer'] : undefined;
  const accounts = isRecord(viewer) ? viewer['accounts'] : undefined;
  const account: unknown = Array.isArray(accounts) ? accounts[0] : undefined;
  const groups = isRecord(account) ? account['d1QueriesAdaptiveGroups'] : undefined;
  return Array.isArray(groups) ? groups : undefined;
}
