// What an error says to do instead of a statement that D1 or SQLite refuses, and that doing it works.
import { openMemoryD1 } from '@roostjs/d1-adapter/local';
import { brokenRule, remedyFor } from '@roostjs/d1-adapter/rules';
import { createMigrator, lintMigrations, type Migration, verifyMigrations } from '@roostjs/migrations-core';
import { rebuildTable, type TableRebuild } from '@roostjs/migrations-core/schema';
import { describe, expect, it, onTestFinished } from 'vitest';
import { failureOf, migrationName, sqlMigration } from '../support/migrations.ts';
import {
  addedColumns,
  alterations,
  names,
  otherDialects,
  type RemedyCase,
  refusedByD1,
  rows,
  setup,
} from './remedies.cases.ts';

const [first, second] = [migrationName(1, 'setup'), migrationName(2, 'broken')];

const statementsOf = ({ broken }: RemedyCase): readonly string[] =>
  typeof broken === 'string' ? [broken] : broken;

/** The hint of the migration's failure on a database with the setup. */
async function failureWith(migration: Migration, rules = brokenRule): ReturnType<typeof failureOf> {
  return failureOf(migrated(migration, rules));
}

async function migrated(migration: Migration, rules = brokenRule): Promise<void> {
  const database = openMemoryD1();
  onTestFinished(() => database.close());
  const migrations = { [first]: sqlMigration(setup), [second]: migration };
  await createMigrator({
    database,
    migrations,
    rules,
    remedyFor,
    openScratch: () => openMemoryD1(),
  }).migrate();
}

/** The migration that does what the hint says. */
function corrected({ instead }: RemedyCase, hint: string): Migration {
  if (instead !== 'the call') return sqlMigration(instead);
  const [, options = ''] = /rebuildTable\(db, (\{.*\})\) instead/.exec(hint) ?? [];
  const rebuild = new Function(`return (${options});`)() as TableRebuild;
  return { up: (db) => rebuildTable(db, rebuild) };
}

const groups = [alterations, addedColumns, refusedByD1, rows, names, otherDialects];
const named = (cases: readonly RemedyCase[]): readonly (readonly [string, RemedyCase])[] =>
  cases.map((one) => [statementsOf(one).join('; ').slice(0, 90), one]);

describe('what the error says', () => {
  it.each(named(groups.flat()))('%s', async (_, one) => {
    const failure = await failureWith(sqlMigration(statementsOf(one)));
    expect(failure.hint).toContain(one.says);
    expect(failure.hint).toMatch(
      /^(?:It changed nothing|Nothing of it ran): .*, then run the command again\./s,
    );
    await migrated(corrected(one, failure.hint));
  });
});

describe('where no rules are known, as in a Worker, the database refuses it with the same remedy', () => {
  it.each(named([...alterations.slice(0, 3), ...refusedByD1.slice(0, -1)]))('%s', async (_, one) => {
    const failure = await failureWith(sqlMigration(statementsOf(one)), () => undefined);
    expect(failure.code).toBe('MIGRATION.FAILED');
    expect(failure.hint).toContain(one.says);
  });
});

describe('lint says the same of what fails without a row', () => {
  const known = groups.flatMap((cases) =>
    cases.filter(({ needsRows }) => needsRows === undefined).slice(0, 4),
  );
  it.each(named(known))('%s', async (_, one) => {
    const migrations = { [first]: sqlMigration(setup), [second]: sqlMigration(statementsOf(one)) };
    const { findings } = await lintMigrations({
      migrations,
      openScratch: () => openMemoryD1(),
      rules: brokenRule,
      remedyFor,
    });
    const suggestions = findings
      .filter(({ rule }) => rule === 'failing-statement' || rule === 'unsupported-by-d1')
      .map(({ suggestion }) => suggestion.toLowerCase());
    const said = one.says.replace(/, then.*$/, '').toLowerCase();
    expect(suggestions).toEqual([expect.stringContaining(said)]);
  });
});

it('a rollback, a verification and a migration outside a transaction say it as well', async () => {
  const says = 'leave PRAGMA user_version out, since D1 allows only the PRAGMAs on its list';
  const database = openMemoryD1();
  onTestFinished(() => database.close());
  const pragma = 'PRAGMA user_version = 1';
  const migrations = { [first]: sqlMigration(['CREATE TABLE a (id)'], [pragma]) };
  const migrator = createMigrator({ database, migrations, remedyFor });
  await migrator.migrate();
  expect((await failureOf(migrator.rollback())).hint).toContain(says);

  const scratch = openMemoryD1();
  onTestFinished(() => scratch.close());
  const { migrations: verified } = await verifyMigrations({ scratch, migrations, remedyFor });
  expect(verified[0]?.failure?.hint).toBe(`L${says.slice(1)}, and verify it again.`);

  const direct: Migration = { ...sqlMigration([pragma]), withinTransaction: false };
  const failure = await failureOf(
    createMigrator({ database, migrations: { ...migrations, [second]: direct }, remedyFor }).migrate(),
  );
  expect(failure.code).toBe('MIGRATION.STOPPED_HALFWAY');
  expect(failure.hint).toMatch(
    /^Leave PRAGMA user_version out, since D1 allows only the PRAGMAs on its list\. Finish or undo/,
  );
});
