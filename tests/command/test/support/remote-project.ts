// A project whose database lies in the stand-in's account, and `roost` started in it with that account's token.

import { type Cloudflare, startCloudflare } from '@roostjs/tests-cloudflare';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { type Files, type Project, projectWith } from './project.ts';

type D1 = ReturnType<Cloudflare['db']>;

export type RemoteProject = Project & {
  readonly name: string;
  readonly uuid: string;
  readonly cloudflare: Cloudflare;
  readonly db: D1;
  /** What a command finds the account with. */
  readonly env: Readonly<Record<string, string>>;
  /** The requests for this project's database. */
  requests(): Cloudflare['requests'];
  rows(sql: string): Promise<readonly unknown[]>;
  tables(): Promise<readonly string[]>;
};

/**
 * Starts the stand-in of a test file; each project gets a database of its own, with nothing in it. Between tests that run at once
 * nothing is reset: they set faults for their own database only.
 */
export function remoteProjects(
  count: number,
  { atOnce = false }: { readonly atOnce?: boolean } = {},
): (migrations?: Files, otherFiles?: Files) => Promise<RemoteProject> {
  let running: Cloudflare | undefined;
  let taken = 0;
  const names = Array.from({ length: count }, (_, index) => `app-${index}`);
  beforeAll(async () => {
    running = await startCloudflare({ databases: names });
  });
  afterEach(() => {
    if (atOnce) return;
    running?.clearFaults();
    running?.behave({ atomic: true });
    running?.forget();
  });
  afterAll(() => running?.stop());
  return async (migrations = {}, otherFiles = {}) => {
    if (running === undefined) throw new Error('The stand-in is not started.');
    const info = running.databases[taken];
    taken += 1;
    if (info === undefined) throw new Error('There are too few databases for these tests.');
    return remoteProject(running, info, await projectWith(migrations, { ...configOf(info), ...otherFiles }));
  };
}

type DatabaseInfo = Cloudflare['databases'][number];

function configOf({ name, uuid }: DatabaseInfo): Files {
  const database = { binding: 'DB', database_name: name, database_id: uuid };
  return { 'wrangler.jsonc': JSON.stringify({ name: 'app', d1_databases: [database] }) };
}

function remoteProject(
  cloudflare: Cloudflare,
  { name, uuid }: DatabaseInfo,
  project: Project,
): RemoteProject {
  const env = {
    CLOUDFLARE_API_BASE_URL: cloudflare.url,
    CLOUDFLARE_API_TOKEN: cloudflare.token,
    CLOUDFLARE_ACCOUNT_ID: cloudflare.accountId,
  };
  const db = cloudflare.db(name);
  const rows = async (sql: string) => (await db.prepare(sql).all()).results;
  return Object.assign(project, {
    name,
    uuid,
    cloudflare,
    db,
    env,
    rows,
    requests: () => cloudflare.requests.filter(({ path }) => path.includes(uuid)),
    tables: async () =>
      (
        await rows(
          "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB '_cf_*' ORDER BY name",
        )
      )
        .map((row) => (row as { name: string }).name)
        .filter(
          (table) => !['migrations', 'migrations_schema', 'd1_migrations', 'sqlite_sequence'].includes(table),
        ),
    roost: withEnvironment(project.roost, env),
    spawnRoost: withEnvironment(project.spawnRoost, env),
    json: withEnvironment(project.json, env),
    spawnJson: withEnvironment(project.spawnJson, env),
  });
}

function withEnvironment<T>(run: (args: readonly string[], options?: object) => T, env: object): typeof run {
  return (args, options = {}) =>
    run(args, { ...options, env: { ...env, ...(options as { env?: object }).env } });
}
