// Wrong, broken and missing wrangler configurations
import type { Files } from '../support/project.ts';
import { goodProject, oneMigration, type Refusal } from './refusal.ts';

const file = 'wrangler.jsonc';
const args = ['migrate'];
const withConfig = (text: string, name = file): Files => ({ ...oneMigration, [name]: text });
const invalid = (title: string, text: string, names: readonly string[], name = file): Refusal => ({
  title,
  args,
  code: 'CONFIG.INVALID',
  names: [name, ...names],
  files: withConfig(text, name),
});
const several = JSON.stringify({
  d1_databases: [{ binding: 'DB', database_name: 'app-db' }, { binding: 'LOGS' }],
  env: { staging: {} },
});

export const configuration: readonly Refusal[] = [
  {
    title: 'no configuration',
    args,
    code: 'CONFIG.NOT_FOUND',
    names: ['wrangler.jsonc'],
    files: oneMigration,
  },
  {
    title: 'no file at --config',
    args: [...args, '--config', 'x.jsonc'],
    code: 'CONFIG.NOT_FOUND',
    names: ['x.jsonc'],
  },
  {
    title: 'a folder at --config',
    args: [...args, '--config', 'database'],
    code: 'CONFIG.UNREADABLE',
    names: ['database'],
  },
  {
    title: 'a --config that links to itself',
    args: [...args, '--config', 'loop.jsonc'],
    code: 'CONFIG.UNREADABLE',
    names: ['loop.jsonc'],
    links: { 'loop.jsonc': 'loop.jsonc' },
  },
  {
    title: 'a --config of another kind',
    args: [...args, '--config', 'wrangler.yaml'],
    code: 'CONFIG.INVALID',
    names: ['wrangler.yaml'],
    files: { ...goodProject, 'wrangler.yaml': 'name: x' },
  },
  invalid('JSON that ends too soon', '{\n  "d1_databases": [\n', ['line 3']),
  invalid('JSON with a slip on its third line', '{\n  "a": 1,\n  "b" 2\n}', ['line 3']),
  invalid('an empty file', '', ['line 1']),
  invalid('TOML with a slip on its second line', 'name = "x"\nmain = = 1\n', ['line 2'], 'wrangler.toml'),
  invalid('a list instead of an object', '[]', ['object']),
  invalid('text instead of an object', '"x"', ['object']),
  invalid('d1_databases that is no list', '{"d1_databases":{"binding":"DB"}}', ['d1_databases']),
  invalid('a database without a binding', '{"d1_databases":[{"database_name":"x"}]}', [
    'd1_databases[0].binding',
  ]),
  invalid('a database that is text', '{"d1_databases":["DB"]}', ['d1_databases[0]']),
  invalid('an id that is a number', '{"d1_databases":[{"binding":"DB","database_id":7}]}', [
    'd1_databases[0].database_id',
  ]),
  ...['database_name', 'database_id', 'preview_database_id', 'migrations_dir', 'migrations_table'].map(
    (key) =>
      invalid(`a ${key} that is a list`, JSON.stringify({ d1_databases: [{ binding: 'DB', [key]: [] }] }), [
        `d1_databases[0].${key}`,
        'an array',
      ]),
  ),
  invalid('an account_id that is a number', '{"account_id":7,"d1_databases":[{"binding":"DB"}]}', [
    'account_id',
  ]),
  invalid('a binding that is null', '{"d1_databases":[{"binding":null}]}', [
    'd1_databases[0].binding',
    'null',
  ]),
  invalid('a second database that is a list', '{"d1_databases":[{"binding":"DB"},[]]}', ['d1_databases[1]']),
  invalid('null instead of an object', 'null', ['null']),
  invalid('an environment that is text', '{"env":{"staging":"yes"}}', ['env.staging']),
  invalid('a database of an environment without a binding', '{"env":{"staging":{"d1_databases":[{}]}}}', [
    'env.staging.d1_databases[0].binding',
  ]),
  invalid('databases of an environment that are null', '{"env":{"staging":{"d1_databases":null}}}', [
    'env.staging.d1_databases',
    'null',
  ]),
  invalid('a comment that never ends', '{ /* "d1_databases": [] }', ['line 1']),
  invalid('a text that never ends', '{ "name": "app }', ['line 1']),
  invalid('two values', '{} {}', ['line 1']),
  invalid('single quotes', "{ 'name': 'app' }", ['line 1']),
  invalid('a byte order mark and nothing else', '\uFEFF', ['line 1']),
  invalid('bytes that are no text', '\u0000\u0001', ['line 1']),
  invalid('TOML that has a key twice', 'name = "a"\nname = "b"\n', ['line 2'], 'wrangler.toml'),
  invalid('TOML whose text never ends', 'name = "a\n', ['line 1'], 'wrangler.toml'),
  invalid(
    'TOML with one database that is no list',
    '[d1_databases]\nbinding = "DB"\n',
    ['d1_databases'],
    'wrangler.toml',
  ),
  invalid(
    'TOML with a binding that is a date',
    '[[d1_databases]]\nbinding = 2026-01-01\n',
    ['binding'],
    'wrangler.toml',
  ),
  invalid('JSON in a .toml', '{"d1_databases":[]}', ['line 1'], 'wrangler.toml'),
  invalid('TOML in a .json', '[[d1_databases]]\nbinding = "DB"\n', ['line 1'], 'wrangler.json'),
  invalid('an env that is a list', '{"d1_databases":[{"binding":"DB"}],"env":[]}', ['env']),
  {
    title: 'no database in it',
    args,
    code: 'CONFIG.DATABASE_MISSING',
    names: [file],
    files: withConfig('{"name":"app"}'),
  },
  {
    title: 'several databases and no choice',
    args,
    code: 'CONFIG.DATABASE_AMBIGUOUS',
    names: [file, 'DB (app-db)', 'LOGS'],
    files: withConfig(several),
  },
  {
    title: 'a database_name that two databases have',
    args: ['migrate:status', '--database', 'app-db'],
    code: 'CONFIG.DATABASE_AMBIGUOUS',
    names: ["'app-db'", 'DB (app-db)', 'LOGS (app-db)'],
    files: withConfig(
      '{"d1_databases":[{"binding":"DB","database_name":"app-db"},{"binding":"LOGS","database_name":"app-db"}]}',
    ),
  },
  {
    title: 'a database_name that is the binding of another database',
    args: ['migrate:status', '--database', 'LOGS'],
    code: 'CONFIG.DATABASE_AMBIGUOUS',
    names: ["'LOGS'", 'DB (LOGS)', 'LOGS (app-db)'],
    files: withConfig(
      '{"d1_databases":[{"binding":"DB","database_name":"LOGS"},{"binding":"LOGS","database_name":"app-db"}]}',
    ),
  },
  {
    title: 'a database that it does not have',
    args: [...args, '--database', 'app'],
    code: 'CONFIG.DATABASE_UNKNOWN',
    names: ["'app'", 'DB (app-db)', 'LOGS'],
    files: withConfig(several),
  },
  {
    title: 'an empty --database',
    args: [...args, '--database', ''],
    code: 'CONFIG.DATABASE_UNKNOWN',
    names: ["''"],
  },
  {
    title: 'an environment that it does not have',
    args: [...args, '--env', 'production'],
    code: 'CONFIG.ENVIRONMENT_UNKNOWN',
    names: ["'production'", "'staging'"],
    files: withConfig(several),
  },
  {
    title: 'an environment in CLOUDFLARE_ENV that it does not have',
    args,
    code: 'CONFIG.ENVIRONMENT_UNKNOWN',
    names: ["'production'"],
    env: { CLOUDFLARE_ENV: 'production' },
  },
  {
    title: 'an environment without databases, which inherits none',
    args: [...args, '--env', 'staging'],
    code: 'CONFIG.DATABASE_MISSING',
    names: ["'staging'"],
    files: withConfig(several),
  },
  {
    title: 'a --config below a file',
    args: [...args, '--config', 'wrangler.jsonc/x.jsonc'],
    code: 'CONFIG.UNREADABLE',
    names: ['wrangler.jsonc/x.jsonc'],
  },
  { title: 'an empty --config', args: [...args, '--config', ''], code: 'CONFIG.UNREADABLE', names: [] },
  {
    title: 'an environment in other letters',
    args: [...args, '--env', 'Staging'],
    code: 'CONFIG.ENVIRONMENT_UNKNOWN',
    names: ["'Staging'", "'staging'"],
    files: withConfig(several),
  },
  {
    title: 'a database in other letters',
    args: [...args, '--database', 'db'],
    code: 'CONFIG.DATABASE_UNKNOWN',
    names: ["'db'", 'DB (app-db)'],
  },
  ...['migrate:export', 'doctor', 'migrate:status'].map((command) => ({
    title: `an environment that it does not have, for ${command}`,
    args: [command, '--env', 'x'],
    code: 'CONFIG.ENVIRONMENT_UNKNOWN',
    names: ["'x'"],
  })),
  {
    title: '--preview without a preview_database_id',
    args: ['migrate:status', '--preview'],
    code: 'CONFIG.PREVIEW_ID_MISSING',
    names: ["'DB'"],
  },
  {
    title: '--remote of an entry that names no database',
    args: ['migrate:status', '--remote'],
    code: 'CONFIG.DATABASE_ID_MISSING',
    names: ["'DB'"],
    files: withConfig('{"d1_databases":[{"binding":"DB"}]}'),
  },
  ...['migrate:status', 'migrate', 'migrate:rollback', 'migrate:reset', 'migrate:repair'].map((command) => ({
    title: `${command} --remote without a login`,
    args: [command, '--remote'],
    code: 'REMOTE.LOGIN_MISSING',
    names: ['CLOUDFLARE_API_TOKEN'],
    env: { PATH: '/nowhere' },
  })),
  {
    title: 'a --cwd that does not exist',
    args: [...args, '--cwd', 'nowhere'],
    code: 'CLI.USAGE',
    names: ['nowhere'],
  },
  { title: 'a --cwd that is a file', args: [...args, '--cwd', file], code: 'CLI.USAGE', names: [file] },
];
