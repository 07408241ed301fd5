// D1's rules can be turned off for files that never go to D1.
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openLocalD1 } from '../../src/local.ts';
import { testFolder } from '../support/folder.ts';
import { databaseWith, rejectionOf } from '../support/local.ts';

const refused = [
  'PRAGMA user_version',
  'CREATE TEMP TABLE t (a)',
  'SELECT sqlite_version()',
  'SELECT log10(10)',
];

function withoutRules() {
  const db = openLocalD1({ path: join(testFolder(), 'own.sqlite'), d1Rules: false });
  onTestFinished(() => db.close());
  return db;
}

describe("D1's rules", () => {
  it.each(refused)('refuse %s, and not where they are off', async (sql) => {
    expect((await rejectionOf((await databaseWith()).prepare(sql).run())).message).toMatch(/not authorized/);
    expect((await withoutRules().prepare(sql).run()).success).toBe(true);
  });

  it.each(['BEGIN', 'COMMIT', 'SAVEPOINT a'])(
    'or not, %s is refused: it would end what others stand in',
    async (sql) => {
      expect((await rejectionOf(withoutRules().prepare(sql).run())).message).toMatch(
        /To execute a transaction/,
      );
    },
  );

  it('read a double-quoted string as one, which SQLite does not if they are off', async () => {
    expect(await (await databaseWith()).prepare('SELECT "a" AS a').first('a')).toBe('a');
    expect((await rejectionOf(withoutRules().prepare('SELECT "a" AS a').run())).message).toMatch(
      /no such column: "a" - should this be a string literal/,
    );
  });
});
