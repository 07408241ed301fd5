// Checked by the compiler: `tsc -p test`. D1's own types and ours stand in for each other.
import type {
  D1Database,
  D1PreparedStatement,
  DurableObjectState,
  DurableObjectStorage,
} from '@cloudflare/workers-types';
import { describe, expectTypeOf, it } from 'vitest';
import type { SqlDatabase, SqlStatement } from '../src/database/d1.ts';
import type { ObjectState, ObjectStorage, objectDatabase } from '../src/durable-object.ts';
import type { Migration, MigrationDatabase } from '../src/migration/migration.ts';
import type { Migrator } from '../src/migrator/types.ts';
import { type QueryLog, recordQueries } from '../src/queries.ts';
import type { Runner } from '../src/runner.ts';

describe('the types', () => {
  it("of a Worker's binding fit where core needs a database", () => {
    expectTypeOf<D1Database>().toExtend<SqlDatabase>();
    expectTypeOf<D1PreparedStatement>().toExtend<SqlStatement>();
  });

  it('of an object fit as they are, and those of its database where code needs a D1Database', () => {
    expectTypeOf<DurableObjectStorage>().toExtend<ObjectStorage>();
    expectTypeOf<DurableObjectState>().toExtend<ObjectState>();
    expectTypeOf<ReturnType<typeof objectDatabase>>().toExtend<D1Database>();
  });

  it("of a migration's database fit where code needs a D1Database", () => {
    expectTypeOf<MigrationDatabase>().toExtend<D1Database>();
    expectTypeOf<SqlStatement>().toExtend<D1PreparedStatement>();
  });

  it('of a database that records its queries are those of the database', () => {
    expectTypeOf(recordQueries<D1Database>).parameters.toEqualTypeOf<[D1Database]>();
    expectTypeOf(recordQueries<D1Database>).returns.toEqualTypeOf<D1Database & QueryLog>();
  });

  it('of both forms of a migration are a Migration', () => {
    const plain = {
      async up(db: D1Database): Promise<void> {
        await db.prepare('SELECT 1').run();
      },
      async down(db: D1Database): Promise<void> {
        await db.exec('SELECT 1');
      },
    };
    expectTypeOf(plain).toExtend<Migration>();
    const short = {
      async up() {
        expectTypeOf(this.db).toEqualTypeOf<MigrationDatabase>();
        await this.db.run('SELECT ?', 1);
      },
    } satisfies Migration;
    expectTypeOf(short).toExtend<Migration>();
  });

  it('refuse what is no migration', () => {
    // @ts-expect-error: a misspelt down would never be called
    const misspelt = { up() {}, dwon() {} } satisfies Migration;
    // @ts-expect-error: there is no migration without up
    const without = { down() {} } satisfies Migration;
    expectTypeOf(misspelt).not.toBeAny();
    expectTypeOf(without).not.toBeAny();
  });

  it('of a migrator extend those of a runner with inspection', () => {
    expectTypeOf<Migrator>().toExtend<Runner>();
    type Asked = NonNullable<Parameters<Runner['migrate']>[0]>;
    expectTypeOf<{ failOn: ['MIGRATION.OUT_OF_ORDER'] }>().toExtend<Asked>();
    expectTypeOf<{ failOn: ['MIGRATION.LOSES_DATA'] }>().not.toExtend<Asked>();
    expectTypeOf<keyof Asked>().toEqualTypeOf<'step' | 'failOn' | 'to' | 'atomic'>();
  });
});
