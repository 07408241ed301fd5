// What a user of umzug writes, which has no command of its own. Usage: umzug.mjs up|down, in the project's folder.
import SqliteDatabase from 'better-sqlite3';
import { Umzug } from 'umzug';

const sqlite = new SqliteDatabase('db.sqlite');
sqlite.exec('CREATE TABLE IF NOT EXISTS umzug (name TEXT PRIMARY KEY)');
const umzug = new Umzug({
  migrations: { glob: ['migrations/*.mjs', { cwd: process.cwd() }] },
  context: sqlite,
  storage: {
    logMigration: async ({ name }) => sqlite.prepare('INSERT INTO umzug VALUES (?)').run(name),
    unlogMigration: async ({ name }) => sqlite.prepare('DELETE FROM umzug WHERE name = ?').run(name),
    executed: async () => sqlite.prepare('SELECT name FROM umzug ORDER BY name').pluck().all(),
  },
  logger: undefined,
});
await (process.argv[2] === 'down' ? umzug.down({ to: 0 }) : umzug.up());
sqlite.close();
