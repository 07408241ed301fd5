// Reads the queries from where they are.
import type { Context } from '../context.ts';
import type { OpenTarget } from '../open-target.ts';
import { readQueryFiles, type SourceQueries } from './read-files.ts';
import type { QuerySources } from './sources.ts';

const dayMs = 86_400_000;
// wrangler asks for no more.
const insightsDays = 31;
export const insightsLimit = 1000;
export const insightsName = 'D1 insights';

/** Throws QUERIES.UNREADABLE, QUERIES.LINE_INVALID, and REMOTE.* if the insights cannot be read. */
export async function readQueries(
  context: Pick<Context, 'cwd' | 'stdin' | 'now'>,
  { insights }: Pick<OpenTarget, 'insights'>,
  sources: QuerySources,
): Promise<readonly SourceQueries[]> {
  const files = await readQueryFiles(context, sources.paths);
  if (!sources.insights || insights === undefined) return files;
  const until = context.now();
  const since = new Date(until.getTime() - insightsDays * dayMs);
  const ran = await insights({ since, until, limit: insightsLimit });
  return [
    ...files,
    { name: insightsName, queries: ran.map(({ sql, calls }) => ({ sql, calls, source: insightsName })) },
  ];
}
