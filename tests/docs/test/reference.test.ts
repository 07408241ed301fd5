// The reference pages name what there is: each export of core, each column of the ledger; the glossary is in order.
import { expect, it } from 'vitest';
import { openMemoryD1 } from '../../../packages/d1-adapter/dist/local.js';
import * as gate from '../../../packages/migrations-core/dist/gate.js';
import * as core from '../../../packages/migrations-core/dist/index.js';
import * as runner from '../../../packages/migrations-core/dist/runner.js';
import * as schema from '../../../packages/migrations-core/dist/schema.js';
import { textOf } from './support/repository.ts';

it.each(Object.keys({ ...core, ...gate, ...runner, ...schema }))('docs/reference/api.md names %s', (name) => {
  expect(textOf('docs/reference/api.md')).toMatch(new RegExp(`\`${name}\\b`));
});

it('docs/reference/migrations-table.md has a row for each column of the ledger, and no other', async () => {
  const database = openMemoryD1();
  await core.createMigrator({ database, migrations: {} }).install();
  const { results } = await database.prepare('PRAGMA table_info(migrations)').all<{ name: string }>();
  const [table = ''] = textOf('docs/reference/migrations-table.md').split('\n## ');
  const rows = [...table.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name);
  expect(rows.toSorted()).toEqual(results.map(({ name }) => name).toSorted());
});

it('docs/glossary.md is in alphabetical order', () => {
  const entries = textOf('docs/glossary.md').split('\n- ').slice(1);
  const terms = entries.map(
    (entry) => /^\*\*(.+?)\*\*: /.exec(entry)?.[1]?.replaceAll('`', '').toLowerCase() ?? entry,
  );
  expect(terms).toEqual(terms.toSorted((one, other) => one.localeCompare(other)));
});
