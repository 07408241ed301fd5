// The phases of all migrations of the folder, which needs no database.
import { type FolderMigration, folderPhases } from '@roostjs/internal-core';
import type { Context } from '../context.ts';
import type { ProjectFlags } from '../flags.ts';
import { migrationsFolder } from '../project.ts';
import { scratchDatabases } from '../scratch.ts';
import { folderSource } from './source.ts';

/** Throws MIGRATIONS.*, MIGRATION.*, PHASE.INVALID and CONFIG.*. */
export async function readFolderPhases(
  context: Context,
  flags: ProjectFlags,
): Promise<readonly FolderMigration[]> {
  const source = folderSource(await migrationsFolder(context, flags));
  return folderPhases(source, await scratchDatabases(context, true));
}
