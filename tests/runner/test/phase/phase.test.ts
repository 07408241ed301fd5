// Each kind of migration is tried: what ran before it runs after it, or does not.

import { phaseOf } from '@roostjs/internal-core';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { blog, kinds, workload } from './kinds.ts';

type Connection = InstanceType<typeof Database>;

function opened(): Connection {
  const database = new Database(':memory:');
  database.pragma('foreign_keys = ON');
  for (const sql of blog) database.exec(sql);
  return database;
}

/** With foreign keys off, so that a table that is recreated by hand keeps its children, as `rebuildTable` keeps them. */
function migrated(statements: readonly string[]): Connection {
  const database = opened();
  database.pragma('foreign_keys = OFF');
  for (const sql of statements) database.exec(sql);
  database.pragma('foreign_keys = ON');
  return database;
}

function schemaOf(database: Connection) {
  return database.prepare('SELECT type, name, sql FROM main.sqlite_schema ORDER BY rowid').all() as {
    type: string;
    name: string;
    sql: string | null;
  }[];
}

/** What each statement of the workload returns, or its error. */
function outcomes(database: Connection): readonly unknown[] {
  return workload.map((sql) => {
    try {
      const statement = database.prepare(sql);
      return statement.reader ? statement.raw().all() : statement.run().changes;
    } catch (error) {
      return String(error);
    }
  });
}

const before = outcomes(opened());

describe.each(kinds)('%s', (phase, title, statements) => {
  it(`is the phase of ${title}`, () => {
    const database = migrated(statements);
    const report = phaseOf({ before: schemaOf(opened()), after: schemaOf(database), statements });
    expect({ ...report }).toMatchObject({ phase });
    if (phase === 'expand' || phase === 'none') expect(outcomes(database)).toEqual(before);
    if (phase === 'contract' || phase === 'mixed') expect(outcomes(database)).not.toEqual(before);
  });
});
