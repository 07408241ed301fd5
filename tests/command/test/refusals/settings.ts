// A roost.json that protects nothing, or not what it means to; and wrong uses of what takes data away
import { nameOf } from '../support/migrations.ts';
import { goodProject, type Refusal } from './refusal.ts';

const file = 'roost.json';
const invalid = (title: string, text: string, names: readonly string[]): Refusal => ({
  title: `${file}: ${title}`,
  args: ['migrate:fresh', '--remote', '--confirm', 'app-db'],
  code: 'CONFIG.INVALID',
  names: [file, ...names],
  files: { ...goodProject, [file]: text },
});
const forbids = (value: unknown): string => JSON.stringify({ forbidDestructive: value });

const code = 'CLI.USAGE';
const a = nameOf(1, 'a');

export const settings: readonly Refusal[] = [
  invalid('an empty file', '', ['cannot be read']),
  invalid('no JSON', '{ forbidDestructive: {} }', ['cannot be read']),
  invalid('a list', '[]', ['the top level']),
  invalid('an unknown key', '{"forbidDestructive":{},"forbid":true}', ["'forbid'"]),
  invalid('a slip in the key', '{"forbidDestructiv":{"environments":["production"]}}', [
    "'forbidDestructiv'",
  ]),
  invalid('null for what is forbidden', forbids(null), ['forbidDestructive']),
  {
    title: 'roost.jsonc, which nobody reads',
    args: ['migrate:fresh', '--remote', '--confirm', 'app-db'],
    code: 'CONFIG.INVALID',
    names: ['roost.jsonc', 'roost.json,'],
    files: { ...goodProject, 'roost.jsonc': forbids({ environments: [''] }) },
  },
  invalid('true for what is forbidden', forbids(true), ['forbidDestructive']),
  invalid('an unknown kind', forbids({ environment: ['production'] }), ["'environment'"]),
  invalid('one name for a list', forbids({ environments: 'production' }), ['environments']),
  invalid('a number for a name', forbids({ databases: [1] }), ['databases']),
  invalid('an environment that there is not', forbids({ environments: ['prodution'] }), ["'prodution'"]),
  invalid('a database that there is not', forbids({ databases: ['app-bd'] }), ["'app-bd'"]),
  invalid('nothing', '{}', ['nothing is set']),
  invalid('a number for the folder', '{"path":1}', ['path must be a text']),
  invalid('no name for the folder', '{"path":""}', ['path must be a text']),
  invalid('stubs of an unknown kind', '{"stubs":true}', ["stubs must be 'filled' or 'empty'"]),
  invalid('a list for the ledger', '{"ledger":["migrations"]}', ['ledger must be a text']),
  invalid('nothing that is forbidden', forbids({}), ['names nothing']),
  invalid('no name', forbids({ environments: [] }), ['environments', 'names nothing']),
  invalid('no name beside one', forbids({ environments: [''], databases: [] }), [
    'databases',
    'names nothing',
  ]),
  invalid('null for a list', forbids({ environments: [''], databases: null }), ['databases']),
  invalid('a database without a name', forbids({ databases: [''] }), ["''"]),
  invalid(
    'what is forbidden twice, the second time less',
    '{"forbidDestructive":{"environments":[""]},"forbidDestructive":{"databases":["app-db"]}}',
    ["'forbidDestructive'", 'twice'],
  ),
  invalid(
    'a list twice, once with its letters escaped',
    '{"forbidDestructive":{"environments":[""],"environ\\u006dents":[""]}}',
    ["'environments'", 'twice'],
  ),
  {
    title: 'roost.json: an environment that has no database',
    args: ['migrate:fresh', '--remote', '--env', '', '--confirm', 'app-db'],
    code: 'CONFIG.INVALID',
    names: [file, "'production'"],
    files: {
      ...goodProject,
      'wrangler.jsonc':
        '{"d1_databases":[{"binding":"DB","database_name":"app-db"}],"env":{"production":{}}}',
      [file]: forbids({ environments: ['production'] }),
    },
  },
  { title: 'migrate:fresh with a step', args: ['migrate:fresh', '--step', '1'], code, names: ['--step'] },
  { title: 'migrate:fresh up to a name', args: ['migrate:fresh', '--to', a], code, names: ['--to'] },
  { title: 'migrate:refresh of no step', args: ['migrate:refresh', '--step', '0'], code, names: ['--step'] },
  {
    title: 'migrate:refresh of a batch',
    args: ['migrate:refresh', '--batch', '1'],
    code,
    names: ['--batch'],
  },
  {
    title: 'migrate:install that pretends',
    args: ['migrate:install', '--pretend'],
    code,
    names: ['--pretend'],
  },
  {
    title: 'migrate:install into a table of D1',
    args: ['migrate:install', '--ledger', '_cf_KV'],
    code: 'LEDGER.NAME_INVALID',
    names: ["'_cf_KV'"],
  },
  {
    title: 'migrate:adopt from nowhere',
    args: ['migrate:adopt', '--ledger-of', 'rails'],
    code,
    names: ['--ledger-of', 'rails', 'wrangler', 'sql-migrate'],
  },
  {
    title: 'migrate:adopt by a tool and a name',
    args: ['migrate:adopt', '--ledger-of', 'knex', '--to', a],
    code,
    names: ['--ledger-of', '--to'],
  },
  {
    title: 'migrate:adopt without any ledger',
    args: ['migrate:adopt'],
    code: 'ADOPT.LEDGER_MISSING',
    names: ['wrangler', 'kysely', 'sql-migrate'],
  },
  {
    title: 'migrate:adopt up to a name that is not there',
    args: ['migrate:adopt', '--to', 'zzz'],
    code: 'MIGRATION.NOT_FOUND',
    names: ["'zzz'"],
  },
  {
    title: 'migrate:adopt of what Prisma has not ended',
    args: ['migrate:adopt', '--file', 'app.sqlite'],
    code: 'ADOPT.UNFINISHED',
    names: ["'1_a'"],
    sqlite:
      "CREATE TABLE _prisma_migrations (migration_name, started_at, finished_at, rolled_back_at); INSERT INTO _prisma_migrations VALUES ('1_a', 1, NULL, NULL)",
  },
  {
    title: 'migrate:adopt of what has no file',
    args: ['migrate:adopt', '--file', 'app.sqlite'],
    code: 'ADOPT.UNMATCHED',
    names: ["'0001_gone'"],
    sqlite:
      "CREATE TABLE knex_migrations (id, name, batch, migration_time); INSERT INTO knex_migrations VALUES (1, '0001_gone.js', 1, 1)",
  },
  {
    title: 'migrate:adopt of a database that is another',
    args: ['migrate:adopt', '--file', 'app.sqlite'],
    code: 'ADOPT.SCHEMA_DIFFERS',
    names: ["missing table 'a'"],
    sqlite: `CREATE TABLE kysely_migration (name, timestamp); INSERT INTO kysely_migration VALUES ('${a}', 't')`,
  },
  {
    title: 'a rehearsal that pretends',
    args: ['migrate', '--rehearse', '--pretend'],
    code,
    names: ['--rehearse', '--pretend'],
  },
];
