// Realistic migrations: each part is one statement to SQLite, and running the parts has the same effect as running the
// whole text.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { splitParts, splitStatements } from '../../src/index.ts';
import { contentAfter } from './database.ts';

const folder = join(import.meta.dirname, 'migrations');

// Counted by hand.
const statementCounts = {
  '01_blog.sql': 17,
  '02_triggers.sql': 20,
  '03_comments.sql': 16,
  '04_quotes.sql': 20,
  '05_unicode.sql': 19,
  '06_lower_case.sql': 20,
  '07_upsert.sql': 19,
  '08_search.sql': 21,
  '09_types.sql': 18,
  '10_json.sql': 19,
  '11_rebuild.sql': 33,
  '12_queries.sql': 23,
  '13_views.sql': 19,
  '14_dump.sql': 20,
} as const;

type Form = { readonly form: string; readonly sql: string };

function formsOf(text: string): readonly Form[] {
  return [
    { form: 'as it is', sql: text },
    { form: 'with CR LF', sql: text.replaceAll('\n', '\r\n') },
    { form: 'behind a byte order mark', sql: `\uFEFF${text}` },
    { form: 'behind another migration', sql: `CREATE TABLE earlier (a);${text}` },
  ];
}

const files = Object.entries(statementCounts).flatMap(([file, count]) =>
  formsOf(readFileSync(join(folder, file), 'utf8')).map(({ form, sql }) => ({
    file,
    form,
    sql,
    count: form === 'behind another migration' ? count + 1 : count,
  })),
);

describe.each(files)('$file $form', ({ sql, count }) => {
  it('has the number of statements that was counted', () => {
    expect(splitStatements(sql)).toHaveLength(count);
  });

  it('is equal to its joined parts', () => {
    const parts = splitParts(sql).map(({ start, end }) => sql.slice(start, end));
    expect(parts.join('')).toBe(sql);
  });

  it('is split into single statements of SQLite', () => {
    const database = new Database(':memory:');
    for (const statement of splitStatements(sql)) {
      // This throws unless the text has exactly one statement.
      expect(() => database.prepare(statement), statement).not.toThrow();
      database.exec(statement);
    }
    database.close();
  });

  it('has the same effect statement by statement as the whole', () => {
    const whole = contentAfter([sql]);
    expect(contentAfter(splitStatements(sql))).toEqual(whole);
    expect(Object.values(whole.rows).flat()).not.toEqual([]);
  });
});

describe('the corpus', () => {
  it('is every file of its folder', () => {
    expect(readdirSync(folder).sort()).toEqual(Object.keys(statementCounts));
  });

  it('has at least 200 statements', () => {
    expect(Object.values(statementCounts).reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(200);
  });
});
