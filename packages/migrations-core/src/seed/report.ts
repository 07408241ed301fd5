// What seeding returns and tells a listener.
import type { Sql } from '../database/d1.ts';

/** `statements` counts what the seeder wrote. */
export type SeededStep = {
  readonly name: string;
  readonly statements: number;
  readonly durationMs: number;
};

export type SeedReport = {
  readonly pretend: false;
  /** The point before it to which the database can be restored; null if the database has none. */
  readonly bookmark: string | null;
  readonly done: readonly SeededStep[];
  /** Not done; empty unless it failed. The first is the seeder that failed, or before which it stopped. */
  readonly remaining: readonly string[];
};

/** A seeder of a dry run. `statements` is null if they are only known when it runs; `unknown` says why. */
export type PretendedSeeder = {
  readonly name: string;
  readonly statements: readonly Sql[] | null;
  readonly unknown: string | null;
};

export type PretendedSeeding = { readonly pretend: true; readonly seeders: readonly PretendedSeeder[] };

export type SeedEvent =
  | {
      readonly type: 'seeding-started';
      readonly seeders: readonly string[];
      readonly bookmark: string | null;
    }
  | { readonly type: 'seeder-started'; readonly name: string }
  | { readonly type: 'seeder-finished'; readonly seeder: SeededStep }
  | { readonly type: 'seeder-failed'; readonly name: string; readonly error: unknown };
