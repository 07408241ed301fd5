// Records what another tool's real package leaves in a database: node tests/runner/ledgers/record.mjs <tool> [folder]
// Installs the tool in a folder of its own, or in the one that is given unless it is there already, lets it apply two
// migrations, and writes the database as SQL into tests/runner/test/adopt/ledgers. The tests read only what was
// recorded, because some tools are large: Payload takes 405 MB on disk, Prisma 73, Lucid 48, dbmate 33.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';

const here = import.meta.dirname;
const sqlite = 'better-sqlite3@13.2.0';

/** By the tool that is recorded: what is installed for it; the first is named in the recording. */
const packages = {
  alchemy: ['alchemy@0.94.0', sqlite],
  dbmate: ['dbmate@2.36.0'],
  lucid: ['@adonisjs/lucid@22.4.2', '@adonisjs/core', 'luxon', 'reflect-metadata', sqlite],
  nuxthub: ['@nuxthub/core@0.10.8', 'drizzle-orm@0.45.4', '@libsql/client'],
  payload: ['@payloadcms/db-d1-sqlite@3.87.1', 'payload@3.87.1', 'wrangler@4.155.0', 'typescript@5.9'],
  prisma: [
    '@prisma/schema-engine-wasm@8.1.0-2.59be4fda12412a79eeb9c2ae727b6aa723593323',
    '@prisma/adapter-better-sqlite3@7.10.0',
    '@prisma/driver-adapter-utils@7.10.1',
    sqlite,
  ],
};

const [tool = '', given] = process.argv.slice(2);
const folder = given ?? mkdtempSync(join(tmpdir(), `roost-ledger-${tool}-`));
if (!existsSync(join(folder, 'node_modules'))) {
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'app', type: 'module' }));
  const install = ['install', '--no-audit', '--no-fund', '--legacy-peer-deps', ...packages[tool]];
  execFileSync('npm', install, { cwd: folder, stdio: 'inherit' });
}
// Packages are found from the folder of the module that imports them.
cpSync(here, folder, { recursive: true });
execFileSync(process.execPath, [join(folder, `${tool}.mjs`)], { cwd: folder, stdio: 'inherit' });
const text = `-- ${packages[tool][0]}\n${dump(join(folder, 'app.sqlite'))}`;
writeFileSync(join(here, '../test/adopt/ledgers', `${tool}.sql`), text);

function dump(path) {
  const database = new SqliteDatabase(path, { readonly: true });
  const objects = database
    .prepare(
      "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT GLOB 'sqlite_*' AND name NOT GLOB '_cf_*' ORDER BY rowid",
    )
    .all();
  const rows = objects
    .filter(({ type }) => type === 'table')
    .flatMap(({ name }) =>
      database
        .prepare(`SELECT * FROM "${name}"`)
        .all()
        .map((row) => insert(name, row)),
    );
  database.close();
  return [...objects.map(({ sql }) => sql), ...rows].map((sql) => `${sql};\n`).join('');
}

function insert(table, row) {
  const values = Object.values(row).map((value) =>
    typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value).toUpperCase(),
  );
  return `INSERT INTO "${table}" (${Object.keys(row).join(', ')}) VALUES (${values.join(', ')})`;
}
