// A hundred programs at once: each migration is applied by one of them, and all others report that.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startCloudflare } from '@roostjs/tests-cloudflare';
import { expect, it, onTestFinished } from 'vitest';
import { tableNames, testDatabase } from '../support/database.ts';
import { migrations, titles } from './migrations.ts';

const names = Object.keys(migrations);

type Outcome = {
  readonly done?: readonly string[];
  readonly skipped?: readonly string[];
  readonly code?: string;
};

/** What became of each program of all processes. */
async function race(
  programs: readonly number[],
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<readonly Outcome[]> {
  const script = fileURLToPath(new URL('./process.ts', import.meta.url));
  const outputs = await Promise.all(
    programs.map(async (count) => {
      const command = [script, String(count), ...args];
      const { stdout } = await promisify(execFile)(process.execPath, command, {
        env: { PATH: process.env['PATH'], ...env },
      });
      return JSON.parse(stdout) as readonly Outcome[];
    }),
  );
  return outputs.flat();
}

function expectEachAppliedOnce(outcomes: readonly Outcome[]): void {
  expect(outcomes.filter(({ code }) => code !== undefined)).toEqual([]);
  expect(outcomes.flatMap(({ done = [] }) => done).sort()).toEqual(names);
  // Else there was no race.
  expect(outcomes.some(({ skipped = [] }) => skipped.length > 0)).toBe(true);
  for (const { done = [], skipped = [] } of outcomes) {
    const told = [...done, ...skipped].sort();
    // A program that came late has found nothing pending, or only the last ones.
    expect(told).toEqual(names.slice(names.length - told.length));
  }
}

it('a hundred programs in eight processes apply each migration to a local file once', async () => {
  const database = testDatabase();
  const outcomes = await race([13, 13, 13, 13, 12, 12, 12, 12], ['local', database.path]);
  expect(outcomes).toHaveLength(100);
  expectEachAppliedOnce(outcomes);
  expect(database.rows('SELECT migration FROM migrations ORDER BY id')).toEqual(
    names.map((migration) => ({ migration })),
  );
  expect(database.rows('SELECT v FROM log ORDER BY rowid')).toEqual(titles.map((v) => ({ v })));
  expect(tableNames(database)).toEqual([...titles, 'log']);
}, 120_000);

it('fifty programs in five processes apply each migration to a remote database once', async () => {
  const cloudflare = await startCloudflare({ databases: ['app'] });
  onTestFinished(() => cloudflare.stop());
  const outcomes = await race([10, 10, 10, 10, 10], ['remote', cloudflare.databases[0]?.uuid ?? ''], {
    CLOUDFLARE_API_BASE_URL: cloudflare.url,
    CLOUDFLARE_API_TOKEN: cloudflare.token,
    CLOUDFLARE_ACCOUNT_ID: cloudflare.accountId,
  });
  expect(outcomes).toHaveLength(50);
  expectEachAppliedOnce(outcomes);
  const db = cloudflare.db('app');
  expect(await db.prepare('SELECT migration FROM migrations ORDER BY id').raw()).toEqual(
    names.map((name) => [name]),
  );
  expect(await db.prepare('SELECT v FROM log ORDER BY rowid').raw()).toEqual(titles.map((title) => [title]));
}, 120_000);
