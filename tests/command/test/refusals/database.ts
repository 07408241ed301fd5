// Wrong databases and ledgers
import { nameOf } from '../support/migrations.ts';
import { goodProject, type Refusal } from './refusal.ts';

const a = nameOf(1, 'a');
const onFile = ['migrate', '--file', 'app.sqlite'];
const ledger = (title: string, code: string, sqlite: string, names: readonly string[]): Refusal => ({
  title,
  args: onFile,
  code,
  names,
  sqlite,
});

export const database: readonly Refusal[] = [
  ...['migrate', 'migrate:status', 'migrate:rollback', 'migrate:reset'].map((command) => ({
    title: `a --file that is no database, for ${command}`,
    args: [command, '--file', 'notes.txt'],
    code: 'DATABASE.NOT_SQLITE',
    names: ['notes.txt'],
    files: {
      ...goodProject,
      'notes.txt': 'just some notes, and long enough to be read as a header\n'.repeat(40),
    },
  })),
  {
    title: 'a --file that is a folder',
    args: ['migrate', '--file', 'database'],
    code: 'DATABASE.UNREADABLE',
    names: ['database'],
  },
  {
    title: 'a --file below a file',
    args: ['migrate', '--file', 'wrangler.jsonc/app.sqlite'],
    code: 'DATABASE.UNREADABLE',
    names: ['wrangler.jsonc/app.sqlite'],
  },
  {
    title: 'a --file that links to itself',
    args: ['migrate', '--file', 'loop'],
    code: 'DATABASE.UNREADABLE',
    names: ['loop'],
    links: { loop: 'loop' },
  },
  { title: 'an empty --file', args: ['migrate', '--file', ''], code: 'DATABASE.UNREADABLE', names: [] },
  {
    title: 'a --persist-to that is a file',
    args: ['migrate', '--persist-to', 'wrangler.jsonc'],
    code: 'DATABASE.UNREADABLE',
    names: ['wrangler.jsonc'],
  },
  ledger(
    'a table called migrations with other columns',
    'LEDGER.INCOMPATIBLE',
    'CREATE TABLE migrations (id INTEGER PRIMARY KEY, name TEXT)',
    ['migrations', 'name'],
  ),
  ledger(
    'a table called migrations without an id',
    'LEDGER.INCOMPATIBLE',
    'CREATE TABLE migrations (version TEXT)',
    ['migrations', 'version'],
  ),
  ledger(
    'a table called migrations with columns of its own beside ours',
    'LEDGER.INCOMPATIBLE',
    'CREATE TABLE migrations (id INTEGER PRIMARY KEY, migration TEXT, batch INTEGER, owner TEXT)',
    ['migrations', 'owner'],
  ),
  ledger(
    'a table called migrations whose id is text',
    'LEDGER.INCOMPATIBLE',
    'CREATE TABLE migrations (id TEXT PRIMARY KEY, migration TEXT, batch INTEGER)',
    ['migrations'],
  ),
  ledger(
    'a view called migrations',
    'LEDGER.INCOMPATIBLE',
    'CREATE TABLE t (id INTEGER PRIMARY KEY); CREATE VIEW migrations AS SELECT id, 1 AS migration, 1 AS batch FROM t',
    ['migrations'],
  ),
  ledger(
    'a foreign table in other letters',
    'LEDGER.INCOMPATIBLE',
    'CREATE TABLE Migrations (version TEXT)',
    ['version'],
  ),
  ledger(
    'a ledger with a name twice',
    'LEDGER.CORRUPT',
    "CREATE TABLE migrations (id INTEGER PRIMARY KEY, migration TEXT, batch INTEGER); INSERT INTO migrations VALUES (1, '1_x', 1), (2, '1_x', 2)",
    ['migrations', '1_x'],
  ),
  ledger(
    'a ledger row without a batch',
    'LEDGER.CORRUPT',
    "CREATE TABLE migrations (id INTEGER PRIMARY KEY, migration TEXT, batch INTEGER); INSERT INTO migrations VALUES (1, '1_x', NULL)",
    ['migrations', '1_x'],
  ),
  ledger(
    'a ledger row without a name',
    'LEDGER.CORRUPT',
    'CREATE TABLE migrations (id INTEGER PRIMARY KEY, migration TEXT, batch INTEGER); INSERT INTO migrations VALUES (1, NULL, 1)',
    ['migrations'],
  ),
  ...[
    '',
    'two words',
    '1st',
    'sqlite_ledger',
    '_cf_ledger',
    'x"; DROP TABLE own; --',
    'main.x',
    'größe',
    'SQLITE_x',
    "a'b",
    'pragma_x',
    'a\nb',
  ].map((name) => ({
    title: `--ledger ${JSON.stringify(name)}`,
    args: [...onFile, '--ledger', name],
    code: 'LEDGER.NAME_INVALID',
    names: [`'${name}'`],
    sqlite: 'CREATE TABLE own (id)',
  })),
  ...['migrate', 'migrate:export', 'schema:dump'].map((command) => ({
    title: `wrangler's own ledger at --ledger of ${command}`,
    args: [command, '--ledger', 'D1_migrations'],
    code: 'LEDGER.NAME_INVALID',
    names: ['D1_migrations', 'wrangler'],
  })),
  {
    title: 'a --ledger with a statement in it, for doctor',
    args: ['doctor', '--file', 'app.sqlite', '--ledger', 'x"; DROP TABLE own; --'],
    code: 'LEDGER.NAME_INVALID',
    names: ['DROP TABLE own'],
    sqlite: 'CREATE TABLE own (id)',
  },
  {
    title: 'a --file that is a device',
    args: ['migrate', '--file', '/dev/null'],
    code: 'DATABASE.UNREADABLE',
    names: ['/dev/null'],
  },
  {
    title: 'a --file whose name is too long',
    args: ['migrate', '--file', 'x'.repeat(300)],
    code: 'DATABASE.UNREADABLE',
    names: ['xxx'],
  },
  ...['', '../a', 'größe', '20260101', `database/migrations/${a}.ts`, '--rolled-back'].map((name) => ({
    title: `migrate:resolve of ${JSON.stringify(name)}`,
    args: ['migrate:resolve', '--applied', '--', name],
    code: 'MIGRATION.NOT_FOUND',
    names: [`'${name}'`],
  })),
  ...['', 'A', '20260101', `${a}.ts`, 'x'.repeat(1000)].map((name) => ({
    title: `migrate --to ${JSON.stringify(name.slice(0, 30))}`,
    args: ['migrate', '--to', name],
    code: 'MIGRATION.NOT_FOUND',
    names: [`'${name}'`, a],
  })),
  {
    title: 'migrate:rollback --to what is pending',
    args: ['migrate:rollback', '--to', a],
    code: 'MIGRATION.NOT_APPLIED',
    names: [`'${a}'`],
  },
  {
    title: 'migrate:resolve of what nobody knows',
    args: ['migrate:resolve', '1_x', '--applied'],
    code: 'MIGRATION.NOT_FOUND',
    names: ["'1_x'"],
  },
  {
    title: 'migrate:resolve of what is applied',
    args: ['migrate:resolve', a, '--applied', '--file', 'app.sqlite'],
    code: 'MIGRATION.NOT_PARTIAL',
    names: [`'${a}'`],
    sqlite: `CREATE TABLE migrations (id INTEGER PRIMARY KEY, migration TEXT, batch INTEGER); INSERT INTO migrations VALUES (1, '${a}', 1)`,
  },
];
