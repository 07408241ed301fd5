// Each query is compiled on the schema as it is and as it will be, on real SQLite.
import { openMemoryD1 } from '@roostjs/d1-adapter/local';
import { checkQueries, type Query, type QueryReport } from '@roostjs/internal-core';
import { createMigrator, type MigrationMap } from '@roostjs/migrations-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { blog, cases } from './cases.ts';

type Pending = Readonly<Record<string, MigrationMap[string]>>;

/** On a database to which only the blog was migrated. */
async function checked(
  pending: Pending,
  queries: readonly (string | Query)[],
  only?: readonly string[],
): Promise<QueryReport> {
  const database = openMemoryD1();
  onTestFinished(() => database.close());
  const applied = { '0_blog': blog.join(';\n') };
  await createMigrator({ database, migrations: applied }).migrate();
  const all: MigrationMap = { ...applied, ...pending };
  const entries = Object.entries(all).map(([name, migration]) => ({ name, load: async () => migration }));
  return checkQueries({
    database,
    migrations: { list: async () => entries },
    openScratch: () => openMemoryD1(),
    queries: queries.map((query, at) =>
      typeof query === 'string' ? { sql: query, calls: null, source: `queries.sql:${at + 1}` } : query,
    ),
    ...(only === undefined ? {} : { only }),
  });
}

describe('one migration, one query', () => {
  it.each(cases)('$title', async ({ migration, query, finding }) => {
    const report = await checked({ '1_change': migration }, [query]);
    expect(report.unreadable).toEqual([]);
    expect(report.stopped).toBeNull();
    const found = report.findings.map(({ kind, object, message }) => ({ kind, object, message }));
    expect(found).toEqual(finding === null ? [] : [finding]);
  });

  it('there are at least 25, some of which go on working', () => {
    expect(cases.length).toBeGreaterThanOrEqual(25);
    expect(cases.filter(({ finding }) => finding === null).length).toBeGreaterThan(10);
  });
});
