// Its command wants to download an engine, which npm has as WebAssembly.
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import { bindMigrationAwareSqlAdapterFactory as bind } from '@prisma/driver-adapter-utils';
import { SchemaEngine } from '@prisma/schema-engine-wasm';
import { migrations } from './migrations.mjs';

const datamodels = [['schema.prisma', 'datasource db {\n  provider = "sqlite"\n}\n']];
const adapter = bind(new PrismaBetterSqlite3({ url: 'file:./app.sqlite' }));
const engine = await SchemaEngine.new({ datamodels }, () => {}, adapter);
const migrationDirectories = migrations.map(([path, value]) => ({
  path,
  migrationFile: { path: 'migration.sql', content: { tag: 'ok', value } },
}));
const lockfile = { path: 'migration_lock.toml', content: 'provider = "sqlite"\n' };
await engine.applyMigrations({
  filters: { externalTables: [], externalEnums: [] },
  migrationsList: { baseDir: process.cwd(), shadowDbInitScript: '', lockfile, migrationDirectories },
});
