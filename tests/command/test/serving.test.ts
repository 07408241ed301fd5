// Migrations on the file of a Worker that writes and reads it all the time.

import { globSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Miniflare } from 'miniflare';
import { expect, it, onTestFinished } from 'vitest';
import { rowsIn } from './support/database.ts';
import { migration, nameOf, runs } from './support/migrations.ts';
import { projectWith } from './support/project.ts';
import { withoutTimes } from './support/times.ts';

const worker = `export default {
  async fetch(request, { DB }) {
    try {
      const { meta } = await DB.prepare('INSERT INTO visits (note) VALUES (?)').bind('a visit').run();
      const { n } = await DB.prepare('SELECT count(*) AS n FROM visits').first();
      return Response.json({ id: meta.last_row_id, n });
    } catch (error) {
      return Response.json({ error: error.message });
    }
  },
};`;

type Visit = { readonly id?: number; readonly n?: number; readonly error?: string };

it('50 migrations and their roll-back lose no write of a Worker that serves meanwhile, and damage nothing', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'roost-serving-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const miniflare = new Miniflare({
    enableDevRegistry: false,
    resourcePersistencePath: folder,
    // workerd logs each refusal, which the test counts on.
    handleStructuredLogs: () => undefined,
    workers: [
      {
        config: {
          name: 'serving',
          compatibilityDate: '2026-07-01',
          manifest: { mainModule: 'worker.js', modules: { 'worker.js': { type: 'esm', contents: worker } } },
          env: { DB: { type: 'd1', id: 'serving' } },
        },
      },
    ],
  });
  onTestFinished(() => miniflare.dispose());
  const db = await miniflare.getD1Database('DB');
  await db.prepare('CREATE TABLE visits (id INTEGER PRIMARY KEY AUTOINCREMENT, note TEXT)').run();
  const [file = ''] = globSync(join(folder, '**/*.sqlite')).filter(
    (path) => !path.endsWith('metadata.sqlite'),
  );

  const url = await miniflare.ready;
  const visits: Visit[] = [];
  let isOver = false;
  const serve = async (): Promise<void> => {
    while (!isOver) visits.push((await (await fetch(url)).json()) as Visit);
  };
  const serving = Promise.all([serve(), serve(), serve()]);

  const migrations = Array.from({ length: 50 }, (_, index) => [
    `${nameOf(index + 1, 'grow')}.ts`,
    migration(
      runs(`CREATE TABLE t${index} (id INTEGER PRIMARY KEY)`, `ALTER TABLE visits ADD COLUMN c${index}`),
      runs(`DROP TABLE t${index}`, `ALTER TABLE visits DROP COLUMN c${index}`),
    ),
  ]);
  await using project = await projectWith(Object.fromEntries(migrations));
  const [migrated, rolledBack] = [
    await project.roost(['migrate', '--file', file]),
    await project.roost(['migrate:rollback', '--file', file]),
  ];
  isOver = true;
  await serving;
  expect(
    [migrated.stderr, rolledBack.stderr].map((text) => withoutTimes(text).trim().split('\n').at(-1)),
  ).toEqual(['Applied 50 migrations in batch 1 (<time>).', 'Rolled back 50 migrations (<time>).']);

  const written = visits.flatMap(({ id }) => (id === undefined ? [] : [id]));
  const refused = visits.flatMap(({ error }) => (error === undefined ? [] : [error]));
  // workerd waits for no lock: a visit may be refused because of it, in one of these two ways.
  expect(refused.filter((error) => !/SQLITE_BUSY|internal error/.test(error))).toEqual([]);
  expect(rowsIn(file, 'SELECT id FROM visits ORDER BY id').map((row) => (row as { id: number }).id)).toEqual(
    expect.arrayContaining(written),
  );
  expect(rowsIn(file, 'SELECT * FROM visits LIMIT 1')).toEqual([{ id: 1, note: 'a visit' }]);
  expect(rowsIn(file, 'PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  expect(written.length).toBeGreaterThan(0);
});
