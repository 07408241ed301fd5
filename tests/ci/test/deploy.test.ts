// The deploy of the guide, as a script and as the job of its workflow, on a database of the stand-in for Cloudflare's API.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Cloudflare, startCloudflare } from '@roostjs/tests-cloudflare';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { bash } from './support/action.ts';
import { blockOf } from './support/guide.ts';
import { type Repository, repositoryWith } from './support/project.ts';
import { roost } from './support/repository.ts';

type Workflow = {
  readonly jobs: { readonly deploy: { readonly steps: readonly { readonly run?: string }[] } };
};

const { jobs } = parse(await blockOf('.github/workflows/migrations.yml')) as Workflow;
const commands = jobs.deploy.steps.flatMap(({ run }) => (run === undefined || run === 'npm ci' ? [] : [run]));

const manifest = 'src/schema-manifest.ts';
const expand = 'ALTER TABLE users ADD COLUMN handle TEXT;\n';
const contract =
  '-- roost-allow drop-column: handle has taken its place\nALTER TABLE users DROP COLUMN name;\n';

describe.each([
  ['script', await blockOf('ci/deploy.sh')],
  ['job', commands.join('\n')],
])('the %s', (kind, script) => {
  let cloudflare: Cloudflare;
  let repository: Repository;
  beforeAll(async () => {
    cloudflare = await startCloudflare({ databases: ['app'] });
    repository = await repositoryWith({
      'wrangler.jsonc': JSON.stringify({
        name: 'app',
        d1_databases: [{ binding: 'DB', database_name: 'app', database_id: cloudflare.databases[0]?.uuid }],
      }),
      'database/migrations/2_handle.sql': expand,
      'database/migrations/3_no_name.sql': contract,
      'src/worker.ts': '',
    });
  });
  afterAll(async () => {
    await repository[Symbol.asyncDispose]();
    await cloudflare.stop();
  });

  const log = (): string => join(repository.folder, '.git/wrangler.log');

  async function run(text: string): Promise<{ exitCode: number; output: string }> {
    await writeFile(log(), '');
    return bash(text, repository.folder, {
      CI: 'true',
      ROOST_BIN: roost,
      WRANGLER_LOG: log(),
      CLOUDFLARE_API_BASE_URL: cloudflare.url,
      CLOUDFLARE_API_TOKEN: cloudflare.token,
      CLOUDFLARE_ACCOUNT_ID: cloudflare.accountId,
    });
  }

  it(`of the ${kind} does not deploy without a manifest`, async () => {
    const { exitCode, output } = await run(script);
    expect([exitCode, await readFile(log(), 'utf8')]).toEqual([5, '']);
    expect(output).toContain(`${manifest} is missing.`);
  });

  it('deploys between expand and contract', async () => {
    await run(`npx --no roost gate:manifest --out ${manifest}`);
    const { exitCode, output } = await run(script);
    expect(exitCode).toBe(0);
    expect(await readFile(log(), 'utf8')).toBe('deploy\n');
    const ledger = await cloudflare.db('app').prepare('SELECT migration, batch FROM migrations').all();
    expect(ledger.results).toEqual([
      { migration: '1_users', batch: 1 },
      { migration: '2_handle', batch: 1 },
      { migration: '3_no_name', batch: 2 },
    ]);
    expect(output).toContain('app (remote) has what the code needs.');
  });

  it('deploys nothing if the database lacks what the code needs', async () => {
    const withoutExpand = script.split('\n').filter((line) => !line.includes('--phase expand'));
    await writeFile(
      join(repository.folder, 'database/migrations/4_email.sql'),
      expand.replace('handle', 'email'),
    );
    await run(`npx --no roost gate:manifest --out ${manifest}`);
    const { exitCode } = await run(withoutExpand.join('\n'));
    expect([exitCode, await readFile(log(), 'utf8')]).toEqual([4, '']);
  });
});
