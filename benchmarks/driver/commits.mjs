// What a migrator sends: for each migration one batch, of its own statements, which were never seen before, among those of a
// ledger, which are the same each time.
const ledger =
  'CREATE TABLE migrations (id INTEGER PRIMARY KEY AUTOINCREMENT, migration TEXT NOT NULL UNIQUE, batch INTEGER NOT NULL, checksum TEXT, run_id TEXT, fingerprint TEXT, state TEXT)';
const record = `INSERT INTO migrations (migration, batch, checksum, run_id, state)
SELECT ?, ?, ?, ?, CASE WHEN (SELECT count(*) FROM migrations WHERE state = 'partial') = ? THEN 'partial' END`;
const fingerprint = 'UPDATE migrations SET fingerprint = ? WHERE migration = ?';
const settle = "UPDATE migrations SET state = 'applied' WHERE migration = ?";
const assertion =
  "SELECT CASE WHEN EXISTS (SELECT 1 FROM migrations WHERE migration = ? AND run_id IS ? AND state = ?) THEN 1 ELSE json_extract('{', '$') END";

export async function commitsOn(db, count) {
  await db.prepare(ledger).run();
  for (let index = 0; index < count; index += 1)
    await db.batch(statementsOf(index).map(({ sql, values }) => db.prepare(sql).bind(...values)));
}

/** The ledger's statements are compiled once. */
export function commitsOnFloor(sqlite, count) {
  sqlite.prepare(ledger).run();
  const compiled = new Map([record, fingerprint, settle, assertion].map((sql) => [sql, sqlite.prepare(sql)]));
  for (let index = 0; index < count; index += 1) {
    sqlite.transaction(() => {
      for (const { sql, values } of statementsOf(index)) {
        const statement = compiled.get(sql) ?? sqlite.prepare(sql);
        if (statement.reader) statement.all(...values);
        else statement.run(...values);
      }
    })();
  }
}

function statementsOf(index) {
  const [name, run] = [`${20260101000000 + index}_create_t${index}`, 'a-run'];
  return [
    { sql: record, values: [name, 1, 'c'.repeat(64), run, 0] },
    { sql: `CREATE TABLE t${index} (id INTEGER PRIMARY KEY, name TEXT NOT NULL)`, values: [] },
    { sql: `CREATE INDEX idx_t${index}_name ON t${index} (name)`, values: [] },
    { sql: fingerprint, values: ['f'.repeat(64), name] },
    { sql: settle, values: [name] },
    { sql: assertion, values: [name, run, 'applied'] },
  ];
}
