import { createMigrator } from '@roostjs/migrations-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { testDatabase } from '../support/database.ts';
import { failureOf, sqlMigration } from '../support/migrations.ts';
import { reversible, steps } from '../support/reversible.ts';

const runs = { numRuns: 40 };

describe('for any list of reversible migrations', () => {
  it('applying and rolling back changes nothing, and applying again has the same result', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (kinds) => {
        const database = testDatabase();
        const migrator = createMigrator({ database: database.d1, migrations: reversible(kinds) });
        const userContent = () => [
          database.schema().filter((sql) => !/"migrations(_schema)?"/.test(sql)),
          baseRows(),
        ];
        const baseRows = () =>
          database.schema().some((sql) => sql.startsWith('CREATE TABLE base'))
            ? database.rows('SELECT n FROM base ORDER BY n')
            : [];
        await migrator.migrate();
        const applied = userContent();
        await migrator.rollback();
        expect(userContent()).toEqual([[], []]);
        await migrator.migrate();
        expect(userContent()).toEqual(applied);
        await migrator.reset();
        expect(userContent()).toEqual(applied);
      }),
      runs,
    );
  });

  it('up, down and up again leave the fingerprints of up, migration by migration', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (kinds) => {
        const database = testDatabase();
        const migrator = createMigrator({ database: database.d1, migrations: reversible(kinds) });
        const kept = () => database.rows('SELECT migration, fingerprint FROM migrations ORDER BY id');
        await migrator.migrate({ step: true });
        const once = kept();
        expect(once.slice(0, -1)).not.toContainEqual(expect.objectContaining({ fingerprint: null }));
        await migrator.refresh({ step: Math.ceil(kinds.length / 2) });
        expect(kept()).toEqual(once);
        await migrator.rollback({ step: kinds.length + 1 });
        await migrator.migrate();
        expect(kept()).toEqual(once);
      }),
      runs,
    );
  });

  it('after any number of runs, a rollback of n rolls back exactly the last n', async () => {
    await fc.assert(
      fc.asyncProperty(steps, fc.array(fc.nat(), { minLength: 1, maxLength: 5 }), async (kinds, cuts) => {
        const database = testDatabase();
        const all = Object.entries(reversible(kinds));
        for (const cut of cuts.map((number) => (number % all.length) + 1).sort((a, b) => a - b)) {
          const migrations = Object.fromEntries(all.slice(0, cut));
          await createMigrator({ database: database.d1, migrations }).migrate();
        }
        const migrator = createMigrator({ database: database.d1, migrations: Object.fromEntries(all) });
        await migrator.migrate();
        const schemas = [database.schema()];
        for (const _ of all) {
          await migrator.rollback({ step: 1 });
          schemas.push(database.schema());
        }
        await migrator.migrate();
        for (const count of [1, Math.ceil(all.length / 2), all.length]) {
          await migrator.rollback({ step: count });
          expect(database.schema()).toEqual(schemas[count]);
          await migrator.migrate();
        }
      }),
      runs,
    );
  });

  it('a failure at any statement of any of them leaves what the ledger says', async () => {
    await fc.assert(
      fc.asyncProperty(steps, fc.nat(), async (kinds, at) => {
        const all = Object.entries(reversible(kinds));
        const broken = at % all.length;
        const migrations = Object.fromEntries(
          all.map(([name, migration], index) =>
            index === broken
              ? [name, sqlMigration(['CREATE TABLE half (x)', 'INSERT INTO nowhere VALUES (1)'])]
              : [name, migration],
          ),
        );
        const database = testDatabase();
        const error = await failureOf(createMigrator({ database: database.d1, migrations }).migrate());
        expect(error.code).toBe('MIGRATION.FAILED');
        const intact = testDatabase();
        await createMigrator({
          database: intact.d1,
          migrations: Object.fromEntries(all.slice(0, broken)),
        }).migrate();
        const user = (schema: readonly string[]) =>
          schema.filter((sql) => !/"migrations(_schema)?"/.test(sql));
        expect(user(database.schema())).toEqual(broken === 0 ? [] : user(intact.schema()));
      }),
      runs,
    );
  });
});
