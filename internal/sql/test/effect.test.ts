// The effects of statements: tables of examples, compared with SQLite.

import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { effectOf, splitStatements, tokens } from '../src/index.ts';
import { explained, nothing, reads, transactions, writes } from './golden/effects.ts';

const tables =
  'CREATE TABLE t(a INTEGER PRIMARY KEY, b, c); CREATE INDEX i ON t(b); INSERT INTO t VALUES (1, 2, 3)';

function withDatabase<Result>(use: (database: Database.Database) => Result): Result {
  const database = new Database(':memory:');
  try {
    database.exec(tables);
    return use(database);
  } finally {
    database.close();
  }
}

function isReadonly(statement: string): boolean {
  return withDatabase((database) => database.prepare(statement).readonly);
}

describe('effectOf', () => {
  it.each([...reads, ...explained])('calls a read: %j', (statement) => {
    expect(effectOf(statement)).toBe('read');
  });

  it.each(writes)('calls a write: %j', (statement) => {
    expect(effectOf(statement)).toBe('write');
  });

  it.each(transactions)('sees a transaction: %j', (statement) => {
    expect(effectOf(statement)).toBe('transaction');
  });

  it.each(nothing)('finds no statement in %j', (statement) => {
    expect(effectOf(statement)).toBe('none');
  });

  it('ignores case, white space and comments', () => {
    const between = fc.constantFrom(' ', '\n', '\r\n', '/* SELECT */', '-- SELECT;\n', '\t/**/');
    const statements = fc.constantFrom(
      ...reads,
      ...writes.filter((sql) => splitStatements(sql).length === 1),
    );
    fc.assert(
      fc.property(statements, fc.boolean(), fc.infiniteStream(between), (statement, isUpper, gaps) => {
        const pieces = Array.from(tokens(statement), ({ start, end }) => statement.slice(start, end));
        const spaced = pieces.map((piece) => `${piece}${gaps.next().value}`).join('');
        expect(effectOf(isUpper ? spaced.toUpperCase() : spaced.toLowerCase())).toBe(effectOf(statement));
      }),
    );
  });
});

describe('effectOf and SQLite', () => {
  it.each(reads)('agree that %j changes nothing', (statement) => {
    expect(isReadonly(statement)).toBe(true);
  });

  it('agree on every PRAGMA that SQLite has', () => {
    const names = withDatabase((database) =>
      database.prepare('SELECT name FROM pragma_pragma_list').pluck().all(),
    );
    expect(names.length).toBeGreaterThan(50);
    const forms = names.flatMap((name) => [`PRAGMA ${name}`, `PRAGMA main.${name}`, `PRAGMA ${name}(t)`]);
    const wrong = forms.filter((statement) => effectOf(statement) === 'read' && !isReadonly(statement));
    expect(wrong).toEqual([]);
  });

  // For EXPLAIN, sqlite3_stmt_readonly() describes the explained statement, so these are run instead.
  it.each(explained)('agree that %j changes nothing when it runs', (statement) => {
    withDatabase((database) => {
      const before = database.serialize();
      database.prepare(statement).all();
      expect(database.serialize().equals(before)).toBe(true);
    });
  });
});
