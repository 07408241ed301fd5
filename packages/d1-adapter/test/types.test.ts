import type * as cloudflare from '@cloudflare/workers-types';
import { describe, expectTypeOf, it } from 'vitest';
import type { D1Database, D1DatabaseSession, D1PreparedStatement, D1Result } from '../src/index.ts';
import type { LocalD1Database } from '../src/local.ts';
import type { RemoteD1Database } from '../src/remote.ts';

describe('the types', () => {
  it('ours can replace those of workers-types', () => {
    expectTypeOf<LocalD1Database>().toExtend<cloudflare.D1Database>();
    expectTypeOf<RemoteD1Database>().toExtend<cloudflare.D1Database>();
    expectTypeOf<D1Database>().toExtend<cloudflare.D1Database>();
    expectTypeOf<D1DatabaseSession>().toExtend<cloudflare.D1DatabaseSession>();
    expectTypeOf<D1PreparedStatement>().toExtend<cloudflare.D1PreparedStatement>();
    expectTypeOf<D1Result<{ a: number }>>().toExtend<cloudflare.D1Result<{ a: number }>>();
  });

  it('those of workers-types can replace ours', () => {
    expectTypeOf<cloudflare.D1Database>().toExtend<D1Database>();
    expectTypeOf<cloudflare.D1DatabaseSession>().toExtend<D1DatabaseSession>();
    expectTypeOf<cloudflare.D1PreparedStatement>().toExtend<D1PreparedStatement>();
    expectTypeOf<cloudflare.D1Result<{ a: number }>>().toExtend<D1Result<{ a: number }>>();
  });

  it('rows have the given type', () => {
    type Row = { readonly id: number };
    expectTypeOf<D1PreparedStatement>().toHaveProperty('first').toBeCallableWith('id');
    const read = async (db: D1Database) =>
      [await db.prepare('').all<Row>(), await db.prepare('').run<Row>()] as const;
    expectTypeOf<Awaited<ReturnType<typeof read>>[number]['results']>().toEqualTypeOf<Row[]>();
  });
});
