// Processes that create migrations in one folder at the same time.
import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { migrationText } from '../../src/make/templates.ts';
import { contentsOf, temporaryFolder } from '../temporary-folder.ts';

const source = fileURLToPath(new URL('../../src/make/make-migration.ts', import.meta.url));

/** Makes fifty migrations, all at one moment, and gives the names of those that were not refused. */
async function makeFifty(folder: string, prefix: string): Promise<readonly string[]> {
  const program = `const { makeMigration } = await import(${JSON.stringify(source)});
    const folder = ${JSON.stringify(folder)};
    const made = [];
    for (let i = 0; i < 50; i += 1) {
      try { made.push(makeMigration({ folder, name: ${JSON.stringify(prefix)} + i, now: new Date(0) }).name); }
      catch (error) { if (error.code !== 'MIGRATION.NAME_TAKEN') throw error; }
    }
    console.log(JSON.stringify(made));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program]);
  return JSON.parse(stdout);
}

function secondsOf(names: readonly string[]): ReadonlySet<string> {
  return new Set(names.map((name) => name.slice(0, 14)));
}

it('that want the same titles never overwrite one another: each file was made by exactly one of them', async () => {
  const folder = temporaryFolder();
  const made = (await Promise.all([makeFifty(folder, 'm'), makeFifty(folder, 'm')])).flat();
  expect(readdirSync(folder).sort()).toEqual(made.map((name) => `${name}.ts`).sort());
  expect(new Set(made.map((name) => name.slice(15))).size).toBe(50);
  expect([made.length, secondsOf(made).size]).toEqual([50, 50]);
});

it('that want different titles get different seconds, and leave nothing else behind', async () => {
  const folder = temporaryFolder();
  const made = (await Promise.all(['a', 'b', 'c'].map((prefix) => makeFifty(folder, prefix)))).flat();
  expect([made.length, secondsOf(made).size]).toEqual([150, 150]);
  const text = migrationText({ kind: 'blank' });
  expect(contentsOf(folder)).toEqual(Object.fromEntries(made.map((name) => [`${name}.ts`, text])));
});
