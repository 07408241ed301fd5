// Migrations in SQL that wrangler applies where they are, because it looks for its files in the same folder.
import { join } from 'node:path';
import { migrationFromSql } from '@roostjs/migrations-core';
import { listMigrationFiles } from '../migrations-folder/list.ts';
import { readText } from '../migrations-folder/read-text.ts';
import type { ExportedFile } from './compare.ts';

/** A migration that wrangler applies from its own file; `reason`: why it must not, null if it may. */
export type InPlace = { readonly file: ExportedFile; readonly reason: string | null };

/** By name. Throws what listing and reading the migrations throw. */
export function inPlace(from: string, to: string): ReadonlyMap<string, InPlace> {
  const files = listMigrationFiles(from).filter(({ name, path }) => path === join(to, `${name}.sql`));
  return new Map(
    files.map(({ name, path }) => {
      const text = readText(path);
      const hasDown = migrationFromSql({ name, up: text }).down !== undefined;
      const reason = hasDown ? `wrangler runs the whole file, its section '-- down' too` : null;
      return [name, { file: { name, path, text, state: 'unchanged' }, reason }];
    }),
  );
}
