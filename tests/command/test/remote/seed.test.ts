// Seeding a database at Cloudflare
import { describe, expect, it } from 'vitest';
import { tables } from '../support/migrations.ts';
import { remoteProjects } from '../support/remote-project.ts';

const aProject = remoteProjects(6);

const seeders = {
  'database/seeders/1_a.json': '{ "a": [{ "id": 1 }, { "id": 9007199254740993 }] }',
  'database/seeders/2_b.sql': 'INSERT INTO b VALUES (1) ON CONFLICT DO NOTHING;',
};
const rowsOf = 'SELECT CAST(id AS TEXT) AS id FROM a UNION ALL SELECT id FROM b';
const seeded = [{ id: '1' }, { id: '9007199254740993' }, { id: 1 }];

describe('roost db:seed --remote', () => {
  it('needs consent, shows how to go back, and may run again', async () => {
    await using project = await aProject(tables('a', 'b'), seeders);
    await project.roost(['migrate', '--remote', '--force']);
    const { exitCode, error } = await project.json(['db:seed', '--remote']);
    expect([exitCode, error?.code]).toEqual([3, 'CONSENT.MISSING']);
    expect(error?.message).toContain(`run 2 seeders on ${project.name} (remote)`);
    expect(await project.rows(rowsOf)).toEqual([]);
    const ended = await project.roost(['db:seed', '--remote', '--force']);
    expect(ended.exitCode).toBe(0);
    expect(ended.stderr).toContain(`Seeding ${project.name} (remote): 2 seeders\n  bookmark `);
    expect(await project.rows(rowsOf)).toEqual(seeded);
    await project.roost(['db:seed', '--remote', '--force']);
    expect(await project.rows(rowsOf)).toEqual(seeded);
  });

  it('names the statement that failed, and keeps nothing of its seeder', async () => {
    const bad = {
      'database/seeders/3_bad.sql': 'INSERT INTO a VALUES (7);\nINSERT INTO nowhere VALUES (1);',
    };
    await using project = await aProject(tables('a', 'b'), { ...seeders, ...bad });
    await project.roost(['migrate', '--remote', '--force']);
    const { error } = await project.json(['db:seed', '--remote', '--force']);
    expect(error?.message).toContain(
      "Seeding '3_bad' failed at statement 2 (INSERT INTO nowhere VALUES (1)): D1",
    );
    expect(await project.rows(rowsOf)).toEqual(seeded);
  });

  it('does not write on a run of --pretend, and needs no consent for it', async () => {
    await using project = await aProject(tables('a', 'b'), seeders);
    await project.roost(['migrate', '--remote', '--force']);
    expect((await project.roost(['db:seed', '--remote', '--pretend'])).stdout).toContain('-- seed 2_b\n');
    expect(await project.rows(rowsOf)).toEqual([]);
  });
});

describe('--seed --remote', () => {
  it('is part of the consent to the migrations', async () => {
    await using project = await aProject(tables('a', 'b'), seeders);
    const { error } = await project.json(['migrate', '--seed', '--remote']);
    expect(error?.message).toContain(`apply 2 migrations and run 2 seeders on ${project.name} (remote)`);
    expect(await project.tables()).toEqual([]);
    expect((await project.roost(['migrate', '--seed', '--remote', '--force'])).exitCode).toBe(0);
    const again = await project.json(['migrate', '--seed', '--remote']);
    expect(again.error?.message).toContain(
      `permission is needed to run 2 seeders on ${project.name} (remote)`,
    );
    const fresh = await project.roost(['migrate:fresh', '--seed', '--remote', '--confirm', project.name]);
    expect([fresh.exitCode, await project.rows(rowsOf)]).toEqual([0, seeded]);
  });

  it('is not forbidden by forbidDestructive', async () => {
    await using project = await aProject(tables('a', 'b'), seeders);
    await project.write({
      'roost.json': JSON.stringify({ forbidDestructive: { databases: [project.name] } }),
    });
    expect((await project.roost(['migrate', '--seed', '--remote', '--force'])).exitCode).toBe(0);
    expect(await project.rows(rowsOf)).toEqual(seeded);
  });
});
