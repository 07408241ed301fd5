// The entry of `@roostjs/d1-adapter`: D1's types, and where wrangler keeps a database. It loads no native code.

export type {
  D1BatchFailure,
  D1Database,
  D1DatabaseSession,
  D1ExecResult,
  D1Meta,
  D1PreparedStatement,
  D1Result,
} from './d1.ts';
export { type WranglerDatabase, wranglerDatabaseFile } from './wrangler-file.ts';
