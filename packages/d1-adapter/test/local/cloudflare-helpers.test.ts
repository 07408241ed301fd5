// Cloudflare's own applyD1Migrations, which tests of Workers call, accepts a local database. Its module is written for
// workerd, so this replaces imports that the function does not use.

import { registerHooks } from 'node:module';
import { expect, it, onTestFinished } from 'vitest';
import type { D1Database } from '../../src/d1.ts';
import { databaseWith } from '../support/local.ts';

type Helpers = {
  applyD1Migrations(
    db: D1Database,
    migrations: readonly { readonly name: string; readonly queries: readonly string[] }[],
  ): Promise<void>;
};

const workerd: Readonly<Record<string, string>> = {
  'cloudflare:workers':
    'export class DurableObject {} export class WorkerEntrypoint {} export class WorkflowEntrypoint {} export const env = {}, exports = {};',
  'workerd:unsafe': 'export default {};',
};

async function cloudflareHelpers(): Promise<Helpers> {
  const hooks = registerHooks({
    resolve: (specifier, context, next) =>
      Object.hasOwn(workerd, specifier) ? { url: specifier, shortCircuit: true } : next(specifier, context),
    load: (url, context, next) => {
      const source = workerd[url];
      return source === undefined ? next(url, context) : { format: 'module', source, shortCircuit: true };
    },
  });
  onTestFinished(() => hooks.deregister());
  const plugin = import.meta.resolve('@cloudflare/vitest-plugin');
  const helpers: Helpers = await import(new URL('../worker/lib/cloudflare/test-internal.mjs', plugin).href);
  return helpers;
}

it("Cloudflare's applyD1Migrations accepts a local database", async () => {
  const { applyD1Migrations } = await cloudflareHelpers();
  const db = await databaseWith();
  const migrations = [
    { name: '0001_first.sql', queries: ['CREATE TABLE t (a)', 'INSERT INTO t VALUES (1)'] },
  ];
  await applyD1Migrations(db, migrations);
  await applyD1Migrations(db, migrations);
  expect(await db.prepare('SELECT a FROM t').raw()).toEqual([[1]]);
  expect(await db.prepare('SELECT name FROM d1_migrations').raw()).toEqual([['0001_first.sql']]);
});

it('it rejects a class with another name', async () => {
  const { applyD1Migrations } = await cloudflareHelpers();
  const { prepare, batch, exec, withSession, dump } = await databaseWith();
  const nameless = { prepare, batch, exec, withSession, dump };
  await expect(applyD1Migrations(nameless, [])).rejects.toThrow("is not of type 'D1Database'");
});
