// roost.json forbids databases, by whatever entry, environment, configuration or folder they are reached
import { symlink } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { tables } from '../support/migrations.ts';
import { emptyProject } from '../support/project.ts';
import { type RemoteProject, remoteProjects } from '../support/remote-project.ts';

const aProject = remoteProjects(7);

// Several databases would share it.
const folder = 'database/migrations';
const unknownId = '99999999-9999-4999-8999-999999999999';
const settings = JSON.stringify({ forbidDestructive: { environments: ['production'] } });

type Entry = Readonly<Record<string, string | undefined>>;
type Environments = Readonly<Record<string, readonly Entry[]>>;

function configOf(environments: Environments): string {
  const env = Object.fromEntries(
    Object.entries(environments).map(([name, databases]) => [
      name,
      { d1_databases: databases.map((database, index) => ({ binding: `DB${index}`, ...database })) },
    ]),
  );
  return JSON.stringify({ name: 'app', env });
}

function idOf({ cloudflare, name }: RemoteProject): string {
  return cloudflare.databases.find((database) => database.name === name)?.uuid ?? '';
}

/** How `migrate:fresh` ends, whatever consent it is given. */
async function freshStart(project: RemoteProject, args: readonly string[], cwd = project.root) {
  const { exitCode, error } = await project.json(
    ['migrate:fresh', '--remote', '--confirm', project.name, '--path', folder, ...args],
    { cwd },
  );
  return [exitCode, error?.code];
}

const forbidden = [3, 'CONSENT.FORBIDDEN'];

describe('a database that roost.json forbids', () => {
  it('is forbidden to every entry that shares its id', async () => {
    await using project = await aProject(tables('a'));
    const id = idOf(project);
    await project.roost(['migrate', '--remote', '--force']);
    await project.write({
      'roost.json': settings,
      'wrangler.jsonc': configOf({
        production: [{ database_name: 'production-db', database_id: id, preview_database_id: unknownId }],
        staging: [
          { binding: 'DB', database_name: project.name, database_id: id },
          { binding: 'OTHER_LETTERS', database_name: project.name, database_id: id.toUpperCase() },
          { binding: 'PREVIEW', database_name: project.name, preview_database_id: id },
          { binding: 'OF_PREVIEW', database_name: project.name, database_id: unknownId },
          { binding: 'NAME', database_name: 'production-db' },
          { binding: 'REAL_NAME', database_name: project.name, database_id: '' },
        ],
      }),
    });
    const staging = ['--env', 'staging', '--database'];
    for (const binding of ['DB', 'OTHER_LETTERS', 'OF_PREVIEW', 'NAME', 'REAL_NAME'])
      expect([binding, ...(await freshStart(project, [...staging, binding]))]).toEqual([
        binding,
        ...forbidden,
      ]);
    expect(await freshStart(project, [...staging, 'PREVIEW', '--preview'])).toEqual(forbidden);
    expect(await project.tables()).toEqual(['a']);
  });

  it('by a name alone is looked up, and forbidden to the entry that has its id', async () => {
    await using project = await aProject(tables('a'));
    // No test takes the last one.
    const another = project.cloudflare.databases.at(-1);
    await project.write({
      'roost.json': settings,
      'wrangler.jsonc': configOf({
        production: [{ database_name: project.name }, { database_name: 'not-made-yet' }],
        staging: [
          { binding: 'SAME', database_name: 'staging-db', database_id: idOf(project) },
          { binding: 'ANOTHER', database_name: project.name, database_id: another?.uuid },
          { binding: 'FREE', database_name: 'staging-db', database_id: another?.uuid },
        ],
      }),
    });
    const staging = ['--env', 'staging', '--database'];
    expect(await freshStart(project, [...staging, 'SAME'])).toEqual(forbidden);
    expect(await freshStart(project, [...staging, 'ANOTHER'])).toEqual(forbidden);
    expect(await freshStart(project, [...staging, 'FREE', '--confirm', 'staging-db'])).toEqual([
      0,
      undefined,
    ]);
  });

  it('is forbidden by another configuration too, from wherever roost.json is found', async () => {
    await using project = await aProject(tables('a'));
    await using elsewhere = await emptyProject();
    const database = { database_id: idOf(project), database_name: project.name };
    const other = configOf({ staging: [database] });
    await project.write({
      'roost.json': settings,
      'wrangler.production.jsonc': configOf({ production: [database] }),
      'wrangler.jsonc': configOf({ staging: [database] }),
      'other.jsonc': other,
      'sub/folder/other.jsonc': other,
    });
    await elsewhere.write({ 'other.jsonc': other });
    await symlink(project.path('other.jsonc'), elsewhere.path('link.jsonc'));
    for (const [config, cwd] of [
      ['wrangler.jsonc', project.root],
      ['other.jsonc', project.root],
      [elsewhere.path('other.jsonc'), project.root],
      [elsewhere.path('other.jsonc'), project.path('sub/folder')],
      [project.path('other.jsonc'), elsewhere.root],
      [project.path('sub/folder/other.jsonc'), elsewhere.root],
      ['link.jsonc', elsewhere.root],
    ] as const) {
      const ended = await freshStart(project, ['--env', 'staging', '--config', config], cwd);
      expect([config, cwd, ...ended]).toEqual([config, cwd, ...forbidden]);
    }
  });

  it('is known by the configuration that lies here, also where another is chosen', async () => {
    await using project = await aProject(tables('a'));
    const database = { database_name: project.name, database_id: idOf(project) };
    const another = { ...database, database_id: unknownId };
    await project.write({
      'roost.json': settings,
      'wrangler.jsonc': '{ "env": {} }',
      'app/wrangler.jsonc': configOf({ production: [database] }),
      'app/other.jsonc': configOf({ production: [another], staging: [database] }),
    });
    const args = ['--env', 'staging', '--config', 'other.jsonc'];
    expect(await freshStart(project, args, project.path('app'))).toEqual(forbidden);
  });

  it('without an id or a name is known by the name that wrangler gives it', async () => {
    await using project = await aProject(tables('a'));
    // The database app-5, for example, of the Worker app and the binding 5.
    const production = { name: 'app', d1_databases: [{ binding: project.name.slice('app-'.length) }] };
    const staging = { d1_databases: [{ binding: 'DB', database_id: idOf(project) }] };
    await project.write({
      'roost.json': settings,
      'wrangler.jsonc': JSON.stringify({ name: 'other', env: { production, staging } }),
    });
    expect(await freshStart(project, ['--env', 'production'])).toEqual(forbidden);
    expect(await freshStart(project, ['--env', 'staging'])).toEqual(forbidden);
    expect(await project.tables()).toEqual([]);
  });

  it('leaves free what only its entry is called like', async () => {
    await using project = await aProject(tables('a'));
    await project.write({
      'roost.json': settings,
      'wrangler.jsonc': configOf({
        production: [{ database_name: project.name, database_id: unknownId }],
        staging: [{ database_name: project.name, database_id: idOf(project) }],
      }),
    });
    expect(await freshStart(project, ['--env', 'staging'])).toEqual([0, undefined]);
    expect(await freshStart(project, ['--env', 'production'])).toEqual(forbidden);
  });
});
