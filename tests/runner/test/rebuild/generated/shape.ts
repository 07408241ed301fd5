// A table's definition as SQLite understands it, whatever its text.
import type { SqlDatabase } from '@roostjs/migrations-core';

export async function shapeOf(database: SqlDatabase, table: string): Promise<readonly unknown[]> {
  const name = `'${table.replaceAll("'", "''")}'`;
  const queries = [
    `SELECT wr, strict, ncol FROM pragma_table_list(${name})`,
    `SELECT * FROM pragma_table_xinfo(${name})`,
    `SELECT * FROM pragma_foreign_key_list(${name})`,
    `SELECT l."unique", l.origin, l.partial, x.cid, x.desc, x.coll, x.key FROM pragma_index_list(${name}) AS l, pragma_index_xinfo(l.name) AS x`,
  ];
  const answers = await database.batch(queries.map((sql) => database.prepare(sql)));
  return answers.map(({ results }) => results);
}
