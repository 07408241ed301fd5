// The floor: what any migrator in one Node process with better-sqlite3 must spend, one transaction a migration.
// Usage: floor.mjs <task> <database> <migrations.json>
import { readFileSync } from 'node:fs';
import SqliteDatabase from 'better-sqlite3';

const [task, file, migrationsFile] = process.argv.slice(2);
const migrations = JSON.parse(readFileSync(migrationsFile, 'utf8'));

const tasks = { migrate, rollback, reset, status, lint, verify };
tasks[task]();

function migrate() {
  withDatabase(file, (sqlite) => up(sqlite));
}

function rollback() {
  withDatabase(file, (sqlite) => down(sqlite));
}

function reset() {
  withDatabase(file, (sqlite) => {
    down(sqlite);
    up(sqlite);
  });
}

// What is applied, and the schema once.
function status() {
  withDatabase(file, (sqlite) => {
    const applied = appliedIn(sqlite);
    sqlite.prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema').all();
    console.log(
      migrations.map(({ name }) => `${applied.has(name) ? 'applied' : 'pending'} ${name}`).join('\n'),
    );
  });
}

function lint() {
  withDatabase(':memory:', up);
}

function verify() {
  withDatabase(':memory:', (sqlite) => {
    up(sqlite);
    down(sqlite);
    up(sqlite);
  });
}

function withDatabase(path, work) {
  const sqlite = new SqliteDatabase(path);
  sqlite.pragma('journal_mode = WAL');
  sqlite.exec(
    'CREATE TABLE IF NOT EXISTS migrations (id INTEGER PRIMARY KEY AUTOINCREMENT, migration TEXT NOT NULL UNIQUE, batch INTEGER NOT NULL)',
  );
  work(sqlite);
  sqlite.close();
}

function up(sqlite) {
  const applied = appliedIn(sqlite);
  const record = sqlite.prepare('INSERT INTO migrations (migration, batch) VALUES (?, 1)');
  const pending = migrations.filter(({ name }) => !applied.has(name));
  for (const { name, up } of pending) inTransaction(sqlite, record, name, up);
}

function down(sqlite) {
  const applied = appliedIn(sqlite);
  const forget = sqlite.prepare('DELETE FROM migrations WHERE migration = ?');
  const undone = migrations.filter(({ name }) => applied.has(name)).toReversed();
  for (const { name, down } of undone) inTransaction(sqlite, forget, name, down);
}

function inTransaction(sqlite, ledger, name, statements) {
  sqlite.transaction(() => {
    ledger.run(name);
    for (const sql of statements) sqlite.prepare(sql).run();
  })();
}

function appliedIn(sqlite) {
  return new Set(sqlite.prepare('SELECT migration FROM migrations').pluck().all());
}
