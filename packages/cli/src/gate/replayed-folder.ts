// The migrations of the folder with their phases, replayed when they are first needed.
import { type FolderMigration, folderPhases } from '@roostjs/internal-core';
import type { Context } from '../context.ts';
import type { ProjectFlags } from '../flags.ts';
import { folderSource } from '../migrations-folder/source.ts';
import { migrationsFolder } from '../project.ts';
import { scratchDatabases } from '../scratch.ts';

/** What it returns throws MIGRATIONS.*, MIGRATION.*, PHASE.INVALID and CONFIG.*. */
export function folderOf(context: Context, flags: ProjectFlags): () => Promise<readonly FolderMigration[]> {
  let found: Promise<readonly FolderMigration[]> | undefined;
  const replayed = async (): Promise<readonly FolderMigration[]> =>
    folderPhases(folderSource(migrationsFolder(context, flags)), await scratchDatabases(context, true));
  return () => {
    found ??= replayed();
    return found;
  };
}
