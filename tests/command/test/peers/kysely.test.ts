// What Kysely's own tests hold its provider of files to, and what roost does there: docs/internals/other-migrators.md.
import { describe, expect, it } from 'vitest';
import { tablesIn } from '../support/database.ts';
import { createsTable, tables } from '../support/migrations.ts';
import { projectWith } from '../support/project.ts';

describe.concurrent('Kysely', () => {
  it('Kysely 7a: the migrations are the files of a folder', async () => {
    await using project = await projectWith(tables('a', 'b'));
    await project.roost(['migrate']);
    expect(tablesIn(project.database)).toEqual(['a', 'b']);
  });

  it('Kysely 7b: a migration may be .ts, .mts, .js or .mjs, and a declaration is none', async () => {
    const extensions = ['ts', 'mts', 'js', 'mjs'];
    const files = extensions.map((extension, index) => [
      `${index + 1}_x.${extension}`,
      createsTable(extension),
    ]);
    await using project = await projectWith({ ...Object.fromEntries(files), '5_x.d.ts': 'export {};' });
    expect(await project.roost(['migrate'])).toMatchObject({ exitCode: 0 });
    expect(tablesIn(project.database)).toEqual([...extensions].sort());
  });

  it('Kysely 7c: a file whose name begins with _ or . is left alone, instead of one that a function picks', async () => {
    await using project = await projectWith({ ...tables('a'), '_helper.ts': '{{{', '.hidden.js': '{{{' });
    expect(await project.roost(['migrate'])).toMatchObject({ exitCode: 0 });
    expect(tablesIn(project.database)).toEqual(['a']);
  });
});
