// Lint has an answer whatever a migration contains: real files, and ordinary statements with shuffled words.
import { readdirSync, readFileSync } from 'node:fs';
import { openMemoryD1 } from '@roostjs/d1-adapter/local';
import { brokenRule } from '@roostjs/d1-adapter/rules';
import { lintMigrations, lintRules, type Migration } from '@roostjs/migrations-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ordinary } from './ordinary.ts';
import { found, rebuilds } from './rebuilds.ts';
import { lint } from './statement-lists.ts';

const corpus = new URL('../../../../internal/sql/test/corpus/migrations/', import.meta.url);

describe('the corpus of SQL files', () => {
  const files = readdirSync(corpus);

  it.each(files)('%s', async (file) => {
    const text = readFileSync(new URL(file, corpus), 'utf8');
    // Outside a transaction, because they read what they have written.
    const up: Migration['up'] = async (db) => void (await db.exec(text));
    const migrations = { '1_file': { withinTransaction: false, up } };
    const { findings } = await lintMigrations({ migrations, openScratch: openMemoryD1, rules: brokenRule });
    // They run on SQLite, parameters aside, so that nothing but D1's own rules and what virtual tables bring may be in the way.
    const faults = findings.filter(
      ({ rule, message }) =>
        ['failing-statement', 'not-linted', 'add-column', 'column-in-use'].includes(rule) &&
        !message.includes('Wrong number of parameter bindings'),
    );
    expect(faults.map(({ rule, message, statement }) => [rule, message, statement?.sql])).toEqual([]);
  });
});

const statements = [
  ...Object.values(ordinary)
    .flat()
    .flatMap(({ up }) => up),
  ...rebuilds.flatMap(({ migrations }) => migrations.flat()),
];

/** A statement with words left out, doubled or changed for those of another. */
const disordered = fc
  .tuple(
    fc.constantFrom(...statements),
    fc.array(
      fc.tuple(
        fc.nat(30),
        fc.constantFrom('', '(', ')', ',', '"users"', "'x'", 'AS', 'SELECT', 'FROM', 'WHERE', '.'),
      ),
      { maxLength: 4 },
    ),
  )
  .map(([sql, changes]) => {
    const words = sql.split(/(?<=\s)|\b/);
    for (const [at, word] of changes) words.splice(at % (words.length + 1), 1, word, ' ');
    return words.join('');
  });

describe('statements with shuffled words', () => {
  it('get findings of known rules, in the order of the statements', async () => {
    const names = lintRules.map(({ name }) => name);
    await fc.assert(
      fc.asyncProperty(fc.array(disordered, { maxLength: 6 }), async (up) => {
        const { findings } = await lint(found(), { up, down: up });
        expect(findings.filter(({ rule }) => !names.includes(rule))).toEqual([]);
        const numbers = findings
          .filter(({ direction, migration }) => direction === 'up' && migration === '2_m')
          .map(({ statement }) => statement?.number ?? 0);
        expect(numbers).toEqual(numbers.toSorted((left, right) => left - right));
      }),
      { numRuns: 150 },
    );
  }, 120_000);
});
