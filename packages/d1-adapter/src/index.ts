// What needs no database driver: the shape of D1, and where wrangler keeps a database. Loads no native code.

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
