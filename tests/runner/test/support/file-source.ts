// A source of migrations with checksums, as files have them.
import type { Migration, MigrationEntry, MigrationSource } from '@roostjs/migrations-core';

/** name → checksum and migration. */
export type Files = Readonly<Record<string, readonly [checksum: string | undefined, migration: Migration]>>;

export function source(files: Files): MigrationSource {
  const entries = Object.entries(files).map(
    ([name, [checksum, migration]]): MigrationEntry => ({
      name,
      ...(checksum === undefined ? {} : { checksum }),
      load: async () => migration,
    }),
  );
  return { list: async () => entries };
}
