// The public exports of @roostjs/migrations-core/queries, with which an application's tests record what they run.
export type { SqlDatabase, SqlMeta, SqlResult, SqlStatement } from './database/d1.ts';
export { type QueryLog, type RecordedQuery, recordQueries } from './queries/record-queries.ts';
