// What Node keeps of what it has compiled: in its folder, in that of the user's choice, or nowhere, and never in the way of a run
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { tables } from './support/migrations.ts';
import { type Project, projectWith } from './support/project.ts';

// Of a roost that is in no node_modules, as here, it lies among the temporary files.
async function temporaryFilesOf(project: Project, env: Readonly<Record<string, string>> = {}) {
  await mkdir(project.path('temporary'), { recursive: true });
  const ended = await project.spawnRoost(['migrate:status'], {
    env: { TMPDIR: project.path('temporary'), ...env },
  });
  expect(ended).toMatchObject({ exitCode: 0 });
  return readdir(project.path('temporary'));
}

describe.concurrent('the compile cache', () => {
  it('is kept among the temporary files, in a folder of its own', async () => {
    await using project = await projectWith(tables('a'));
    const [folder = '', ...others] = await temporaryFilesOf(project);
    expect([folder, others]).toEqual([expect.stringMatching(/^roost-compile-cache-\d*$/), []]);
    expect(await readdir(project.path('temporary', folder))).toHaveLength(1);
  });

  it('keeps the migrations too, and what a file holds now is what runs', async () => {
    await using project = await projectWith(tables('a'));
    const env = { TMPDIR: project.path('temporary') };
    await mkdir(env.TMPDIR);
    const files = async () => {
      const kept = await readdir(env.TMPDIR, { recursive: true, withFileTypes: true });
      return kept.filter((entry) => entry.isFile()).length;
    };
    await project.spawnRoost(['migrate', '--pretend'], { env: { ...env, NODE_DISABLE_COMPILE_CACHE: '1' } });
    expect(await files()).toBe(0);
    await project.spawnRoost(['migrate:status'], { env });
    const ofCommand = await files();
    const shown = async () => (await project.spawnRoost(['migrate', '--pretend'], { env })).stdout;
    expect(await shown()).toContain('CREATE TABLE a');
    expect(await files()).toBeGreaterThan(ofCommand);
    const [name = ''] = await readdir(project.path('database/migrations'));
    await writeFile(
      project.path('database/migrations', name),
      "export default { async up() { await this.db.run('CREATE TABLE other (id)'); } };",
    );
    expect(await shown()).toContain('CREATE TABLE other');
  });

  it('is nowhere with NODE_DISABLE_COMPILE_CACHE', async () => {
    await using project = await projectWith(tables('a'));
    expect(await temporaryFilesOf(project, { NODE_DISABLE_COMPILE_CACHE: '1' })).toEqual([]);
  });

  it('is where NODE_COMPILE_CACHE says', async () => {
    await using project = await projectWith(tables('a'));
    const env = { NODE_COMPILE_CACHE: project.path('chosen') };
    expect(await temporaryFilesOf(project, env)).toEqual([]);
    expect(await readdir(project.path('chosen'))).toHaveLength(1);
  });

  it('is done without where there is no folder for it', async () => {
    await using project = await projectWith(tables('a'));
    await writeFile(project.path('file'), '');
    expect(await temporaryFilesOf(project, { TMPDIR: project.path('file') })).toEqual([]);
  });
});
