// Written by roost schema:types --kysely from the migrations. Do not edit: run it again.

import type { ColumnType, Generated, GeneratedAlways } from 'kysely';

/** What D1 takes for a BLOB, which it returns as number[]. */
export type Bytes = ArrayBuffer | Uint8Array | readonly number[];

export interface EveryTypeRow {
  id: number;
  whole: number;
  big: number | null;
  real: number | null;
  price: number | null;
  flag: number;
  title: string;
  state: 'draft' | "it's live";
  level: 1 | 2 | -3 | null;
  bytes: number[] | null;
  created_at: string;
  changed_at: number;
  born: string | number | null;
  meta: unknown;
  settings: '{}' | '[]';
  anything: string | number | number[] | null;
  uuid: string | number | number[] | null;
  title_length: number | null;
  'two words': string | null;
}

export interface EveryTypeInsert {
  id?: number;
  whole: number;
  big?: number | null;
  real?: number | null;
  price?: number | null;
  flag?: boolean | number;
  title: string;
  state?: 'draft' | "it's live";
  level?: 1 | 2 | -3 | null;
  bytes?: Bytes | null;
  created_at?: string;
  changed_at?: number;
  born?: string | number | null;
  meta?: string | null;
  settings?: '{}' | '[]';
  anything?: string | number | boolean | Bytes | null;
  uuid?: string | number | boolean | Bytes | null;
  'two words'?: string | null;
}

export interface EveryTypeUpdate {
  id?: number;
  whole?: number;
  big?: number | null;
  real?: number | null;
  price?: number | null;
  flag?: boolean | number;
  title?: string;
  state?: 'draft' | "it's live";
  level?: 1 | 2 | -3 | null;
  bytes?: Bytes | null;
  created_at?: string;
  changed_at?: number;
  born?: string | number | null;
  meta?: string | null;
  settings?: '{}' | '[]';
  anything?: string | number | boolean | Bytes | null;
  uuid?: string | number | boolean | Bytes | null;
  'two words'?: string | null;
}

export interface KeyedRow {
  k: string;
  n: number;
}

export interface KeyedInsert {
  k: string;
  n: number;
}

export interface KeyedUpdate {
  k?: string;
  n?: number;
}

export interface LooseKeyRow {
  /** NOT NULL is missing: SQLite allows NULL in this primary key. */
  code: string | null;
}

export interface LooseKeyInsert {
  code?: string | null;
}

export interface LooseKeyUpdate {
  code?: string | null;
}

export interface StrictOneRow {
  code: string;
  n: number;
  r: number | null;
  v: string | number | number[] | null;
  b: number[] | null;
}

export interface StrictOneInsert {
  code: string;
  n: number;
  r?: number | null;
  v?: string | number | boolean | Bytes | null;
  b?: Bytes | null;
}

export interface StrictOneUpdate {
  code?: string;
  n?: number;
  r?: number | null;
  v?: string | number | boolean | Bytes | null;
  b?: Bytes | null;
}

export interface TitlesRow {
  id: number | null;
  title: string | null;
  flag: number | null;
  born: string | number | null;
  bytes: unknown;
  size: unknown;
}

export interface EveryTypeTable {
  id: Generated<number>;
  whole: number;
  big: number | null;
  real: number | null;
  price: number | null;
  flag: ColumnType<number, boolean | number | undefined, boolean | number>;
  title: string;
  state: Generated<'draft' | "it's live">;
  level: 1 | 2 | -3 | null;
  bytes: ColumnType<number[] | null, Bytes | null, Bytes | null>;
  created_at: Generated<string>;
  changed_at: Generated<number>;
  born: string | number | null;
  meta: ColumnType<unknown, string | null, string | null>;
  settings: Generated<'{}' | '[]'>;
  anything: ColumnType<
    string | number | number[] | null,
    string | number | boolean | Bytes | null,
    string | number | boolean | Bytes | null
  >;
  uuid: ColumnType<
    string | number | number[] | null,
    string | number | boolean | Bytes | null,
    string | number | boolean | Bytes | null
  >;
  title_length: GeneratedAlways<number | null>;
  'two words': string | null;
}

export interface KeyedTable {
  k: string;
  n: number;
}

export interface LooseKeyTable {
  code: string | null;
}

export interface StrictOneTable {
  code: string;
  n: number;
  r: number | null;
  v: ColumnType<
    string | number | number[] | null,
    string | number | boolean | Bytes | null,
    string | number | boolean | Bytes | null
  >;
  b: ColumnType<number[] | null, Bytes | null, Bytes | null>;
}

export interface TitlesTable {
  id: GeneratedAlways<number | null>;
  title: GeneratedAlways<string | null>;
  flag: GeneratedAlways<number | null>;
  born: GeneratedAlways<string | number | null>;
  bytes: GeneratedAlways<unknown>;
  size: GeneratedAlways<unknown>;
}

export interface Database {
  every_type: EveryTypeTable;
  keyed: KeyedTable;
  loose_key: LooseKeyTable;
  strict_one: StrictOneTable;
  titles: TitlesTable;
}
