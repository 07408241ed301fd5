// A schema that is not as the last migration left it: roost migrate:status, migrate and migrate:repair
import { describe, expect, it } from 'vitest';
import { prepareDatabase } from './support/database.ts';
import { createsTable, nameOf, tables } from './support/migrations.ts';
import { type Project, projectWith } from './support/project.ts';

const [b, c] = [nameOf(2, 'b'), nameOf(3, 'c')];

async function drifted(): Promise<Project> {
  const project = await projectWith(tables('a', 'b'));
  await project.roost(['migrate']);
  prepareDatabase(
    project.database,
    'CREATE INDEX a_id ON a (id); ALTER TABLE b ADD COLUMN note; CREATE VIEW v AS SELECT 1',
  );
  return project;
}

const changes = [
  { change: 'created', type: 'index', name: 'a_id' },
  { change: 'created', type: 'view', name: 'v' },
  { change: 'changed', type: 'table', name: 'b' },
];

describe.concurrent('a schema that has drifted', () => {
  it('is told by the status, object by object, with what to do', async () => {
    await using project = await drifted();
    const { exitCode, stdout, stderr } = await project.roost(['migrate:status']);
    expect([exitCode, stdout.includes('warning')]).toEqual([0, false]);
    expect(stderr).toContain(
      `warning The schema has changed since ${b}:\n  created index a_id\n  created view v\n  changed table b\nnext  drifted: `,
    );
    const { result } = await project.json(['migrate:status']);
    expect(result).toMatchObject({
      schema: { state: 'drifted', since: b, changes },
      environment: 'top level',
    });
  });

  it('is exit code 5 for --exit-code, and 4 where a migration is pending too', async () => {
    await using project = await drifted();
    expect((await project.roost(['migrate:status', '--exit-code'])).exitCode).toBe(5);
    await project.write({ [`database/migrations/${c}.ts`]: createsTable('c') });
    expect((await project.roost(['migrate:status', '--exit-code'])).exitCode).toBe(4);
  });

  it('is a warning of the next migrate, after which it is as it was left', async () => {
    await using project = await drifted();
    await project.write({ [`database/migrations/${c}.ts`]: createsTable('c') });
    const { stderr } = await project.roost(['migrate']);
    expect(stderr).toContain(
      'schema changed outside of migrations: index a_id, view v, table b [SCHEMA.DRIFTED]\n',
    );
    expect((await project.roost(['migrate:status', '--exit-code'])).exitCode).toBe(0);
  });

  it('is recorded by a repair, which shows it', async () => {
    await using project = await drifted();
    const repaired = await project.roost(['migrate:repair']);
    expect(repaired.stderr).toBe(
      '  created index a_id\n  created view v\n  changed table b\nRecorded the current schema.\n',
    );
    expect((await project.json(['migrate:status'])).result).toMatchObject({
      schema: { state: 'as-left', since: b },
    });
    expect((await project.roost(['migrate:repair'])).stderr).toContain('Nothing to repair');
  });
});
