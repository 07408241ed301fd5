// Follows what comments state through the migrations. With the last column of a table, SQLite's DROP COLUMN removes the text
// from the comma before it on: the comment of another column may be in it, and that of the last one may be left.
import { creationOf, nameKey, statementOf } from '@roostjs/internal-sql';
import type { SchemaObject } from '../database/schema.ts';
import { readTableDefinition, type TableDefinition } from '../rebuild/parse-table.ts';
import { statedTypes, type TypeComments } from './type-comments.ts';

type Followed = {
  readonly sql: string;
  /** Each column's definition, by its name. */
  readonly columns: ReadonlyMap<string, string>;
  /** What is stated of a column, by its name. */
  readonly types: ReadonlyMap<string, string>;
};

export class KeptComments {
  #tables: ReadonlyMap<string, Followed> = new Map();

  /** Called with the schema after each migration. */
  follow(objects: readonly SchemaObject[]): void {
    const tables = objects.flatMap(({ type, name, sql }): (readonly [string, Followed])[] => {
      const before = this.#tables.get(nameKey(name));
      const isFollowed = before !== undefined || sql?.includes('roost-type');
      if (type !== 'table' || sql === null || !isFollowed || isVirtual(sql)) return [];
      if (before?.sql === sql) return [[nameKey(name), before]];
      const now = followed(readTableDefinition(sql));
      return [[nameKey(name), before === undefined ? now : withKept(before, now)]];
    });
    this.#tables = new Map(tables);
  }

  of(table: string): TypeComments {
    const types = this.#tables.get(nameKey(table))?.types;
    return { of: (column) => types?.get(nameKey(column)) };
  }
}

function isVirtual(sql: string): boolean {
  return creationOf(statementOf(sql))?.kind === 'virtual table';
}

function followed(table: TableDefinition): Followed {
  const { sql, columns } = table;
  return {
    sql,
    columns: new Map(columns.map(({ name, start, end }) => [nameKey(name.name), sql.slice(start, end)])),
    types: new Map(
      statedTypes(table).flatMap(({ column, type }) =>
        column === undefined ? [] : [[nameKey(column), type] as const],
      ),
    ),
  };
}

/** A column whose definition is as it was keeps its type, if it has none now or that of a column that is gone. */
function withKept(before: Followed, now: Followed): Followed {
  const gone = [...before.columns.keys()].filter((name) => !now.columns.has(name));
  if (gone.length === 0) return now;
  const ofGone = gone.map((name) => before.types.get(name));
  const types = new Map(now.types);
  for (const [name, definition] of now.columns) {
    const [old, current] = [before.types.get(name), now.types.get(name)];
    if (before.columns.get(name) !== definition || (current !== undefined && !ofGone.includes(current)))
      continue;
    if (old === undefined) types.delete(name);
    else types.set(name, old);
  }
  return { ...now, types };
}
