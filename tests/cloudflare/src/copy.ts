// A copy of a database as it was at one time, in memory: what answers reads that lag behind.

import { DatabaseSync } from 'node:sqlite';
import { failedSql } from './errors.ts';
import type { Ran, Statement } from './statements.ts';

/** Runs statements on the database that is copied. */
export type Source = (statements: readonly Statement[]) => Promise<readonly Ran[]>;

export class Copy {
  readonly #database: DatabaseSync;

  private constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Two requests: for the schema, and for all rows. */
  static async of(source: Source): Promise<Copy> {
    const [schema] = await source([{ sql: schemaSql, params: [] }]);
    const objects = schema?.results.rows as readonly (readonly [type: string, name: string, sql: string])[];
    const tables = objects.filter(([type]) => type === 'table');
    const contents = tables.length === 0 ? [] : await source(tables.map(([, name]) => contentOf(name)));
    const database = new DatabaseSync(':memory:', { enableForeignKeyConstraints: false });
    for (const [index, [, name, sql]] of tables.entries()) {
      const { columns, rows } = contents[index]?.results ?? { columns: [], rows: [] };
      database.exec(sql);
      const insert = database.prepare(
        `INSERT INTO ${quoted(name)} (${columns.map(quoted).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
      );
      for (const row of rows) insert.run(...row.map(bindable));
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

const schemaSql =
  'SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL ' +
  "AND name NOT GLOB '_cf_*' AND name NOT GLOB 'sqlite_*'";

// Of a table without generated columns.
function contentOf(name: string): Statement {
  return { sql: `SELECT * FROM ${quoted(name)}`, params: [] };
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
