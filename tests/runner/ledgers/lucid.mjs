import { mkdirSync, writeFileSync } from 'node:fs';
import { Emitter } from '@adonisjs/core/events';
import { AppFactory } from '@adonisjs/core/factories/app';
import { Logger } from '@adonisjs/core/logger';
import { Database } from '@adonisjs/lucid/database';
import { MigrationRunner } from '@adonisjs/lucid/migration';
import { migrations } from './migrations.mjs';

mkdirSync('database/migrations', { recursive: true });
for (const [name, sql] of migrations) {
  writeFileSync(
    `database/migrations/${name}.js`,
    `import { BaseSchema } from '@adonisjs/lucid/schema';
     export default class extends BaseSchema {
       async up() { this.schema.raw(${JSON.stringify(sql)}); }
     }`,
  );
}
const app = new AppFactory().create(new URL('./', import.meta.url), (path) => import(path));
await app.init();
const main = {
  client: 'better-sqlite3',
  connection: { filename: 'app.sqlite' },
  useNullAsDefault: true,
  migrations: { paths: ['database/migrations'] },
};
const config = { connection: 'main', connections: { main } };
const database = new Database(config, new Logger({ enabled: false }), new Emitter(app));
const runner = new MigrationRunner(database, app, { direction: 'up' });
await runner.run();
if (runner.error) throw runner.error;
await database.manager.closeAll();
