// The rebuild of a table that others refer to is found in every spelling, and each spelling does the reported harm.

import { createMigrator } from '@roostjs/migrations-core';
import { describe, expect, it } from 'vitest';
import { testDatabase } from '../support/database.ts';
import { found, type Rebuild, rebuilds, safeRebuilds } from './rebuilds.ts';
import { lint, migrationOf } from './statement-lists.ts';

/** Applies the migrations, and returns what refers to what afterwards, or the failure. */
async function ran({ onDelete, migrations }: Rebuild): Promise<unknown> {
  const { d1, rows } = testDatabase();
  const all = [found(onDelete), ...migrations].map((up, index) => [`${index + 1}_m`, migrationOf({ up })]);
  try {
    await createMigrator({ database: d1, migrations: Object.fromEntries(all) }).migrate();
  } catch (error) {
    return String(error);
  }
  return rows('SELECT posts.id, users.id AS user FROM posts JOIN users ON users.id = posts.user_id');
}

const whole = [{ id: 1, user: 1 }];

const parentFindings = async ({ onDelete, migrations }: Rebuild) => {
  const { findings } = await lint(found(onDelete), ...migrations);
  return findings.filter(({ rule }) => rule === 'drop-parent');
};

it('there are at least 40 spellings', () => {
  expect(new Set(rebuilds.map(({ title }) => title)).size).toBeGreaterThanOrEqual(40);
});

describe.each(rebuilds.map((rebuild) => [rebuild.title, rebuild] as const))('a rebuild %s', (_, rebuild) => {
  it('has one finding', async () => {
    const findings = await parentFindings(rebuild);
    expect(findings).toHaveLength(1);
    const acts = /CASCADE|SET/.test(rebuild.onDelete ?? 'CASCADE');
    expect(findings[0]).toMatchObject({ severity: acts ? 'loss' : 'error', direction: 'up' });
    expect(findings[0]?.suggestion).toContain('rebuildTable');
  });

  it('really loses rows, or fails', async () => {
    expect(await ran(rebuild)).not.toEqual(whole);
  });
});

describe.each(safeRebuilds.map((rebuild) => [rebuild.title, rebuild] as const))(
  'a rebuild %s',
  (_, rebuild) => {
    it('has no finding', async () => {
      const { findings } = await lint(found(rebuild.onDelete), ...rebuild.migrations);
      expect(findings).toEqual([]);
    });

    it('keeps every row', async () => {
      expect(await ran(rebuild)).toEqual(whole);
    });
  },
);
