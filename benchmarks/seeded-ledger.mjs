// A ledger with many rows, without the time that applying as many migrations takes.
import SqliteDatabase from 'better-sqlite3';

/** Records the migrations as its newest row is recorded, which must be of a file with the same text. */
export function seedLedger(file, migrations) {
  const sqlite = new SqliteDatabase(file);
  const { id, ...row } = sqlite.prepare('SELECT * FROM migrations ORDER BY id DESC LIMIT 1').get();
  const columns = Object.keys(row);
  const insert = sqlite.prepare(
    `INSERT INTO migrations (${columns.join(', ')}) VALUES (${columns.map((column) => `@${column}`).join(', ')})`,
  );
  sqlite.transaction(() => {
    for (const { name } of migrations) insert.run({ ...row, migration: name });
  })();
  sqlite.close();
}
