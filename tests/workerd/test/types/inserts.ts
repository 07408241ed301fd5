// What D1 is asked to store, as its types have it; values that are out of place do not compile.
import type { Insertable, Selectable, Updateable } from 'kysely';
import type {
  Database,
  EveryTypeInsert,
  EveryTypeRow,
  EveryTypeUpdate,
  KeyedInsert,
  LooseKeyInsert,
  StrictOneInsert,
  TitlesRow,
} from './database.ts';

export const everyType: readonly EveryTypeInsert[] = [
  { whole: 1, title: 'least', created_at: '2026-01-01 00:00:00', changed_at: 1_767_225_600_000 },
  {
    id: 7,
    whole: 2,
    big: 2 ** 53,
    real: 1.5,
    price: 9.99,
    flag: true,
    title: 'all',
    state: "it's live",
    level: -3,
    bytes: new Uint8Array([0, 255]),
    created_at: '2026-01-02 03:04:05',
    changed_at: 1_767_323_045_000,
    born: '2000-02-29',
    meta: '{"a":1}',
    settings: '[]',
    anything: [1, 2],
    uuid: 'b6f7c9a2-0000-4000-8000-000000000000',
    'two words': 'x',
  },
  { whole: 3, title: 'other', created_at: '', changed_at: 0, born: 20_000, anything: 'text', uuid: 5 },
];

export const strictOne: readonly StrictOneInsert[] = [
  { code: 'a', n: 1 },
  { code: 'b', n: 2, r: 2, v: new ArrayBuffer(2), b: [1, 2] },
  { code: 'c', n: 3, v: 'text' },
];

export const looseKey: readonly LooseKeyInsert[] = [{}, { code: null }, { code: 'a' }];

export const keyed: readonly KeyedInsert[] = [{ k: 'a', n: 1 }];

const update: EveryTypeUpdate = { state: 'draft', flag: 1 };

export const wrong: readonly unknown[] = [
  // @ts-expect-error: has no default
  { title: 'x' } satisfies EveryTypeInsert,
  // @ts-expect-error: is generated
  { whole: 1, title: 'x', title_length: 1 } satisfies EveryTypeInsert,
  // @ts-expect-error: is generated
  { title_length: 1 } satisfies EveryTypeUpdate,
  // @ts-expect-error: is not in the CHECK
  { state: 'live' } satisfies EveryTypeUpdate,
  // @ts-expect-error: is an object, which D1 refuses
  { meta: { a: 1 } } satisfies EveryTypeUpdate,
  // @ts-expect-error: cannot be NULL in a STRICT table
  { code: null, n: 1 } satisfies StrictOneInsert,
  // @ts-expect-error: cannot be NULL in a table WITHOUT ROWID
  { k: 'a', n: null } satisfies KeyedInsert,
];

/** Kysely derives the same types from its interface. */
export const ofKysely = (
  row: Selectable<Database['every_type']>,
  view: Selectable<Database['titles']>,
): readonly unknown[] => [
  row satisfies EveryTypeRow,
  view satisfies TitlesRow,
  everyType satisfies readonly Insertable<Database['every_type']>[],
  strictOne satisfies readonly Insertable<Database['strict_one']>[],
  keyed satisfies readonly Insertable<Database['keyed']>[],
  update satisfies Updateable<Database['every_type']>,
  // @ts-expect-error: is generated
  { whole: 1, title: 'x', title_length: 1 } satisfies Insertable<Database['every_type']>,
];
