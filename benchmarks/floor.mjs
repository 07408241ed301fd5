// The floor: what any runner in one Node process with better-sqlite3 must spend. Usage: floor.mjs <database> <statements.json>
import { readFileSync } from 'node:fs';
import SqliteDatabase from 'better-sqlite3';

const [file, statementsFile] = process.argv.slice(2);
const migrations = JSON.parse(readFileSync(statementsFile, 'utf8'));
const sqlite = new SqliteDatabase(file);
sqlite.pragma('journal_mode = WAL');
sqlite.exec(
  'CREATE TABLE IF NOT EXISTS migrations (id INTEGER PRIMARY KEY AUTOINCREMENT, migration TEXT NOT NULL UNIQUE, batch INTEGER NOT NULL)',
);
const applied = new Set(sqlite.prepare('SELECT migration FROM migrations').pluck().all());
const record = sqlite.prepare('INSERT INTO migrations (migration, batch) VALUES (?, 1)');
for (const { name, statements } of migrations) {
  if (applied.has(name)) continue;
  sqlite.transaction(() => {
    record.run(name);
    for (const sql of statements) sqlite.prepare(sql).run();
  })();
}
sqlite.close();
