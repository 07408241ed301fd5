// On D1, as wrangler runs it locally. Payload writes the first migration itself, with its own tables.
import { execFileSync } from 'node:child_process';
import { copyFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { migrations } from './migrations.mjs';

const [[first], [second, posts]] = migrations;
const id = '11111111-1111-1111-1111-111111111111';
const databases = [{ binding: 'DB', database_name: 'app', database_id: id }];
const wrangler = { name: 'app', compatibility_date: '2026-10-01', d1_databases: databases };
writeFileSync('wrangler.json', JSON.stringify(wrangler));
writeFileSync(
  'tsconfig.json',
  JSON.stringify({ compilerOptions: { module: 'esnext', moduleResolution: 'bundler', target: 'esnext' } }),
);
writeFileSync(
  'payload.config.ts',
  `import { sqliteD1Adapter } from '@payloadcms/db-d1-sqlite';
   import { buildConfig } from 'payload';
   import { getPlatformProxy } from 'wrangler';
   const { env } = await getPlatformProxy({ persist: true });
   export default buildConfig({ secret: 's', collections: [], db: sqliteD1Adapter({ binding: env.DB, push: false }) });`,
);
const payload = (command) => execFileSync('node_modules/.bin/payload', [command], { stdio: 'inherit' });
payload('migrate:create');
const [created] = readdirSync('migrations').filter((file) => /^\d+_\d+.*\.ts$/.test(file));
renameSync(`migrations/${created}`, `migrations/${first}.ts`);
rmSync('migrations/index.ts');
writeFileSync(
  `migrations/${second}.ts`,
  `import { sql } from '@payloadcms/db-d1-sqlite';
   export async function up({ db }) { await db.run(sql.raw(${JSON.stringify(posts)})); }
   export async function down() {}`,
);
payload('migrate');
const state = '.wrangler/state/v3/d1/miniflare-D1DatabaseObject';
const [file] = readdirSync(state).filter((name) => /^[0-9a-f]+\.sqlite$/.test(name));
for (const part of ['', '-wal', '-shm'])
  if (readdirSync(state).includes(`${file}${part}`))
    copyFileSync(`${state}/${file}${part}`, `app.sqlite${part}`);
