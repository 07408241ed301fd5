// Two processes that make migrations at once.
import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';

const source = fileURLToPath(new URL('../../src/make/make-migration.ts', import.meta.url));

/** Makes fifty migrations and gives the names of those that were not refused. */
async function makeFifty(folder: string): Promise<readonly string[]> {
  const program = `const { makeMigration } = await import(${JSON.stringify(source)});
    const made = [];
    for (let i = 0; i < 50; i += 1) {
      try { made.push(makeMigration({ folder: ${JSON.stringify(folder)}, name: 'm' + i, now: new Date(0) }).name); }
      catch (error) { if (error.code !== 'MIGRATION.NAME_TAKEN') throw error; }
    }
    console.log(JSON.stringify(made));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program]);
  return JSON.parse(stdout);
}

it('never overwrite one another: every file was made by exactly one of them', async () => {
  const folder = temporaryFolder();
  const made = (await Promise.all([makeFifty(folder), makeFifty(folder)])).flat();
  expect(new Set(made).size).toBe(made.length);
  expect(readdirSync(folder).sort()).toEqual(made.map((name) => `${name}.ts`).sort());
  expect(new Set(made.map((name) => name.slice(15))).size).toBe(50);
});
