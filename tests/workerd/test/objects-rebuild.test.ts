// rebuildTable in objects: every shape of table with every foreign key action, forth and back.
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import type { Content } from '../../runner/test/rebuild/content.ts';
import { expectRebuilt } from '../../runner/test/rebuild/keeps-every-row.ts';
import { actions, clauseOf, shapes } from '../../runner/test/rebuild/shapes.ts';
import { startObjects } from './objects.ts';

const script = `
import { contentOf } from '../../runner/test/rebuild/content.ts';
import { rebuilding } from '../../runner/test/rebuild/rebuilding.ts';
import { shapes } from '../../runner/test/rebuild/shapes.ts';
export const migrations = {};
export const options = {};
export const scenarios = {
  async rebuild({ ctx }, { migrateObject, objectDatabase, objectMigrations }, name, clause) {
    const shape = shapes.find((one) => one.name === name);
    const made = { up: async (db) => { for (const sql of shape.sql(clause)) await db.run(sql); } };
    const both = { '1_made': made, '2_rebuilt': rebuilding(shape.table) };
    const database = objectDatabase(ctx.storage);
    await migrateObject(ctx.storage, both, { to: '1_made' });
    const before = await contentOf(database);
    const migrations = objectMigrations(ctx, both);
    await migrations.ready();
    const after = await contentOf(database);
    await migrations.rollback();
    return [before, after, await contentOf(database)];
  },
};`;

const cases = shapes.flatMap((shape) => actions.map((action) => ({ shape, clause: clauseOf(action) })));

describe('in an object', () => {
  it('rebuilding a table forth and back keeps every row of every table', async () => {
    const stdin = { contents: script, resolveDir: import.meta.dirname };
    const { outputFiles } = await build({ stdin, bundle: true, format: 'esm', write: false });
    const objects = await startObjects(outputFiles[0]?.text ?? '');
    const answers = await Promise.all(
      cases.map(({ shape, clause }, index) =>
        objects.ask('Bare', `rebuilt-${index}`, 'scenario', 'rebuild', shape.name, clause),
      ),
    );
    for (const [index, { error, result }] of answers.entries()) {
      expect(error, JSON.stringify(cases[index])).toBeUndefined();
      const [before, after, back] = result as readonly [Content, Content, Content];
      expectRebuilt(cases[index]?.shape ?? { table: '' }, before, after);
      expect(back).toEqual(before);
    }
  });
});
