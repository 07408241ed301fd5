// A copy of a database as it was at one time, in memory: what answers reads that lag behind.

import { DatabaseSync } from 'node:sqlite';
import { failedSql } from './errors.ts';
import type { Ran } from './execute.ts';
import type { Statement } from './statements.ts';

/** Runs statements on the database that is copied. */
export type Source = (statements: readonly Statement[]) => Promise<readonly Ran[]>;

export class Copy {
  readonly #database: DatabaseSync;

  private constructor(database: DatabaseSync) {
    this.#database = database;
  }

  static async of(source: Source): Promise<Copy> {
    const rowsOf = async (sql: string) => (await source([{ sql, params: [] }]))[0]?.results.rows ?? [];
    const objects = (await rowsOf(
      "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT GLOB '_cf_*' AND name NOT GLOB 'sqlite_*'",
    )) as readonly (readonly [type: string, name: string, sql: string])[];
    const database = new DatabaseSync(':memory:', { enableForeignKeyConstraints: false });
    const tables = objects.filter(([type]) => type === 'table');
    for (const [, name, sql] of tables) {
      database.exec(sql);
      const columns = await rowsOf(`SELECT name FROM pragma_table_info('${name.replaceAll("'", "''")}')`);
      const list = columns.map(([column]) => quoted(String(column))).join(', ');
      const insert = database.prepare(
        `INSERT INTO ${quoted(name)} (${list}) VALUES (${columns.map(() => '?').join(', ')})`,
      );
      for (const row of await rowsOf(`SELECT ${list} FROM ${quoted(name)}`)) insert.run(...row.map(bindable));
    }
    for (const [, , sql] of objects.filter(([type]) => type !== 'table')) database.exec(sql);
    return new Copy(database);
  }

  /** What the statements give; a failure is that of the API. */
  run(statements: readonly Statement[]): readonly Ran[] {
    return statements.map(({ sql, params }) => {
      try {
        const prepared = this.#database.prepare(sql);
        prepared.setReturnArrays(true);
        const rows = prepared.all(...params.map(bindable)) as unknown as readonly (readonly unknown[])[];
        const columns = prepared.columns().map(({ name }) => name);
        return { results: { columns, rows: rows.map((row) => row.map(answered)) }, meta };
      } catch (error) {
        throw failedSql(`${error instanceof Error ? error.message : String(error)}: SQLITE_ERROR`);
      }
    });
  }
}

const meta = { changed_db: false, duration: 0, rows_read: 0, rows_written: 0, size_after: 0 };

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

// A blob is a list of bytes on the wire.
function bindable(value: unknown): string | number | null | Uint8Array {
  return Array.isArray(value) ? Uint8Array.from(value) : (value as string | number | null);
}

function answered(value: unknown): unknown {
  return value instanceof Uint8Array ? [...value] : value;
}
