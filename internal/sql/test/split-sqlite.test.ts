// Compares the splitter with SQLite: running a text whole and statement by statement has the same effect.

import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { splitStatements } from '../src/index.ts';
import { statementCases } from './golden/statements.ts';
import { triggerCases } from './golden/triggers.ts';

const tables = 'CREATE TABLE posts(id INTEGER PRIMARY KEY, title, state, "end"); CREATE TABLE log(note)';

type Outcome = { readonly failed: boolean; readonly schema: unknown; readonly log: unknown };

function outcomeOf(runs: readonly string[]): Outcome {
  const database = new Database(':memory:');
  try {
    database.exec(tables);
    const failed = runs.some((sql) => fails(database, sql));
    const schema = database
      .prepare('SELECT * FROM sqlite_master UNION ALL SELECT * FROM sqlite_temp_master')
      .all();
    return { failed, schema, log: database.prepare('SELECT * FROM log').all() };
  } finally {
    database.close();
  }
}

function fails(database: Database.Database, sql: string): boolean {
  try {
    database.exec(sql);
    return false;
  } catch (error) {
    if (error instanceof Database.SqliteError) return true;
    throw error;
  }
}

describe('splitStatements', () => {
  it.each([...statementCases, ...triggerCases])('has the same effect as in SQLite: $title', ({ sql }) => {
    expect(outcomeOf(splitStatements(sql))).toEqual(outcomeOf([sql]));
  });

  it.each(triggerCases)('leaves what SQLite leaves when the triggers fire: $title', ({ sql }) => {
    const firing =
      'INSERT INTO posts(id, state) VALUES (1, 1), (2, 2); UPDATE posts SET state = 3; DELETE FROM posts WHERE id = 1';
    const whole = `${sql.trimEnd()}\n;${firing}`;
    expect(outcomeOf(splitStatements(whole))).toEqual(outcomeOf([whole]));
  });

  it('is compared on texts that SQLite runs, except these', () => {
    const refused = [...statementCases, ...triggerCases].filter(({ sql }) => outcomeOf([sql]).failed);
    expect(refused.map(({ title }) => title)).toEqual([
      'a string that is never closed',
      'a blob that is none',
      'a name that is never closed',
      'nonsense',
      'a semicolon too many inside',
      'a trigger that is never ended',
    ]);
  });
});
