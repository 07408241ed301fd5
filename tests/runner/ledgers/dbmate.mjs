import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { migrations } from './migrations.mjs';

mkdirSync('db/migrations', { recursive: true });
for (const [name, sql] of migrations)
  writeFileSync(`db/migrations/${name}.sql`, `-- migrate:up\n${sql};\n-- migrate:down\n`);
execFileSync('node_modules/.bin/dbmate', ['--url', 'sqlite:app.sqlite', '--no-dump-schema', 'up'], {
  stdio: 'inherit',
});
