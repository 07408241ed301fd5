// As `nuxt db migrate` applies them, without Nuxt around it.
import { mkdirSync, writeFileSync } from 'node:fs';
import { drizzle } from 'drizzle-orm/libsql';
import { migrations } from './migrations.mjs';

const { applyDatabaseMigrations } = await import(
  new URL('./node_modules/@nuxthub/core/dist/db/lib/migrations.mjs', import.meta.url).href
);
mkdirSync('hub/db/migrations', { recursive: true });
for (const [name, sql] of migrations) writeFileSync(`hub/db/migrations/${name}.sql`, `${sql};\n`);
const database = drizzle({ connection: { url: 'file:app.sqlite' } });
const applied = await applyDatabaseMigrations({ dir: 'hub', db: { dialect: 'sqlite' } }, database);
if (!applied) throw new Error('NuxtHub has applied nothing.');
