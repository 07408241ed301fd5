// What D1 returns, as workerd did.
import type { EveryTypeRow, KeyedRow, LooseKeyRow, StrictOneRow, TitlesRow } from './database.ts';

export const everyType: readonly EveryTypeRow[] = [
  {
    id: 1,
    whole: 1,
    big: null,
    real: null,
    price: null,
    flag: 0,
    title: 'least',
    state: 'draft',
    level: null,
    bytes: null,
    created_at: '2026-01-01 00:00:00',
    changed_at: 1767225600000,
    born: null,
    meta: null,
    settings: '{}',
    anything: null,
    uuid: null,
    title_length: 5,
    'two words': null,
  },
  {
    id: 7,
    whole: 2,
    big: 9007199254740992,
    real: 1.5,
    price: 9.99,
    flag: 1,
    title: 'all',
    state: "it's live",
    level: -3,
    bytes: [0, 255],
    created_at: '2026-01-02 03:04:05',
    changed_at: 1767323045000,
    born: '2000-02-29',
    meta: '{"a":1}',
    settings: '[]',
    anything: [1, 2],
    uuid: 'b6f7c9a2-0000-4000-8000-000000000000',
    title_length: 3,
    'two words': 'x',
  },
  {
    id: 8,
    whole: 3,
    big: null,
    real: null,
    price: null,
    flag: 0,
    title: 'other',
    state: 'draft',
    level: null,
    bytes: null,
    created_at: '',
    changed_at: 0,
    born: 20000,
    meta: null,
    settings: '{}',
    anything: 'text',
    uuid: 5,
    title_length: 5,
    'two words': null,
  },
];

export const strictOne: readonly StrictOneRow[] = [
  { code: 'a', n: 1, r: null, v: null, b: null },
  { code: 'b', n: 2, r: 2, v: [0, 0], b: [1, 2] },
  { code: 'c', n: 3, r: null, v: 'text', b: null },
];

export const looseKey: readonly LooseKeyRow[] = [{ code: null }, { code: null }, { code: 'a' }];

export const keyed: readonly KeyedRow[] = [{ k: 'a', n: 1 }];

export const titles: readonly TitlesRow[] = [
  { id: 1, title: 'least', flag: 0, born: null, bytes: null, size: 5 },
  { id: 7, title: 'all', flag: 1, born: '2000-02-29', bytes: [0, 255], size: 3 },
  { id: 8, title: 'other', flag: 0, born: 20000, bytes: null, size: 5 },
];
