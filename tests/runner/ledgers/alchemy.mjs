// As for a remote database, whose API is answered here.
import SqliteDatabase from 'better-sqlite3';
import { migrations } from './migrations.mjs';

const { applyMigrations } = await import(
  new URL('./node_modules/alchemy/lib/cloudflare/d1-migrations.js', import.meta.url).href
);
const database = new SqliteDatabase('app.sqlite');
const rowsOf = (sql) => {
  if (/^\s*(?:select|pragma)\b/i.test(sql)) return database.prepare(sql.replace(/;\s*$/, '')).all();
  database.exec(sql);
  return [];
};
await applyMigrations({
  migrationsFiles: migrations.map(([name, sql]) => ({ id: `${name}.sql`, sql: `${sql};` })),
  migrationsTable: 'd1_migrations',
  accountId: 'a',
  databaseId: 'd',
  api: {
    post: async (_, { sql }) => ({
      ok: true,
      json: async () => ({ result: [{ results: rowsOf(sql), success: true }], success: true }),
    }),
  },
});
database.close();
