// A run lints migrations that only create tables and indexes in a shorter way than lint, with the same findings.
import { openMemoryD1 } from '@roostjs/d1-adapter/local';
import { brokenRule } from '@roostjs/d1-adapter/rules';
import { createMigrator, type LintFinding, type MigrationEvent } from '@roostjs/migrations-core';
import { expect, it } from 'vitest';
import { cases } from './cases/index.ts';
import { ordinary } from './ordinary.ts';
import { lint, migrationOf, placeOf, type Written } from './statement-lists.ts';

type Migrations = readonly (Written | readonly string[])[];

function upOf(migration: Written | readonly string[]): readonly string[] {
  return 'up' in migration ? migration.up : migration;
}

/** The findings of a run that applies them in order up to the first that fails. */
async function foundByRun(migrations: Migrations): Promise<readonly LintFinding[]> {
  const events: MigrationEvent[] = [];
  const named = migrations.map((one, index) => [`${index + 1}_m`, migrationOf({ up: upOf(one) })]);
  const database = openMemoryD1();
  await createMigrator({
    database,
    migrations: Object.fromEntries(named),
    openScratch: openMemoryD1,
    rules: brokenRule,
    onEvent: (event) => events.push(event),
  })
    .migrate()
    .catch(() => {});
  database.close();
  return events.flatMap((event) => (event.type === 'step-findings' ? event.findings : []));
}

const refusing = [
  ['CREATE TABLE a (id)', 'CREATE TABLE a (id)'],
  ['CREATE TABLE a (id, id)'],
  ['CREATE INDEX idx_a_b ON a (b)'],
  ['CREATE TABLE a (id)', 'CREATE INDEX idx_a_b ON a (b)'],
  ['CREATE TABLE a (id)', 'CREATE INDEX other ON a (id)'],
  ['CREATE TABLE a (id) WITHOUT ROWID'],
  ['CREATE TABLE sqlite_a (id)'],
];

const written: readonly Migrations[] = [
  ...refusing.map((statements) => [statements]),
  ...[cases, ordinary]
    .flatMap((some) => Object.values(some).flat())
    .flatMap((one) => ('migrations' in one ? [one.migrations] : [[one.up]])),
];
const isMaking = (sql: string): boolean => /^create (?:unique |table|index)/i.test(sql);
// Lint leaves out what a later migration resolves, so each is linted as the last one.
const beginnings = written
  .map((migrations) => migrations.map(upOf))
  .flatMap((ups) => ups.map((_, last) => ups.slice(0, last + 1)))
  .filter((ups) => ups.flat().every(isMaking));
const different = [...new Map(beginnings.map((ups) => [JSON.stringify(ups), ups])).values()];

it.each(different.map((ups) => ({ title: ups.flat().join('; '), ups })))('$title', async ({ ups }) => {
  const last = `${ups.length}_m`;
  const isLast = ({ migration }: LintFinding): boolean => migration === last;
  const { findings } = await lint(...ups);
  expect((await foundByRun(ups)).filter(isLast).map(placeOf)).toEqual(findings.filter(isLast).map(placeOf));
});
