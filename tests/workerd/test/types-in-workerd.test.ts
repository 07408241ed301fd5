// The types of a schema beside a real binding: it takes what they allow, and returns what they say. types/ has the
// values and the rows as source text, and the compiler checks these against the generated types.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { openMemoryD1 } from '@roostjs/d1-adapter/local';
import { schemaTypes, typesText } from '@roostjs/internal-core';
import { migrationFromSql } from '@roostjs/migrations-core';
import { expect, it } from 'vitest';
import * as inserts from './types/inserts.ts';
import * as rows from './types/rows.ts';
import { startWorker } from './worker.ts';

const folder = join(import.meta.dirname, 'types');
const schema = readFileSync(join(folder, 'schema.sql'), 'utf8');
const tables = [
  ['every_type', inserts.everyType, rows.everyType],
  ['strict_one', inserts.strictOne, rows.strictOne],
  ['loose_key', inserts.looseKey, rows.looseKey],
  ['keyed', inserts.keyed, rows.keyed],
  ['titles', [], rows.titles],
] as const;

it('the types of the schema are those in the file', async () => {
  const types = await schemaTypes({
    migrations: { '1_schema': migrationFromSql({ name: '1_schema', up: schema }) },
    openScratch: () => openMemoryD1(),
  });
  expect(typesText(types, { kysely: true })).toBe(readFileSync(join(folder, 'database.ts'), 'utf8'));
});

it('workerd takes the values, and returns the rows', async () => {
  const { db, callRunner } = await startWorker(`
import { migrationFromSql } from './core/index.js';
export const migrations = { '1_schema': migrationFromSql({ name: '1_schema', up: ${JSON.stringify(schema)} }) };`);
  expect(await callRunner('migrate')).toMatchObject({ ok: true });
  for (const [table, values, expected] of tables) {
    for (const value of values) {
      const names = Object.keys(value).map((name) => `"${name}"`);
      const into = `(${names}) VALUES (${names.map(() => '?')})`;
      const insert = `INSERT INTO ${table} ${names.length === 0 ? 'DEFAULT VALUES' : into}`;
      await db
        .prepare(insert)
        .bind(...Object.values(value))
        .run();
    }
    expect((await db.prepare(`SELECT * FROM ${table}`).all()).results).toEqual(expected);
  }
});

it('the compiler takes both', () => {
  const tsc = createRequire(import.meta.url)
    .resolve('typescript/package.json')
    .replace(/package\.json$/, 'bin/tsc');
  const options =
    '--ignoreConfig --noEmit --strict --exactOptionalPropertyTypes --noUnusedLocals --skipLibCheck --types node';
  const modules = '--target es2023 --module nodenext --allowImportingTsExtensions';
  const files = ['inserts.ts', 'rows.ts'].map((file) => join(folder, file));
  const args = [tsc, ...options.split(' '), ...modules.split(' '), ...files];
  const { stdout, status } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  expect({ stdout, status }).toEqual({ stdout: '', status: 0 });
});
