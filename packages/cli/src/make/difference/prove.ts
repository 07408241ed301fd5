// Tries the text of migrations before they are written: as files that are loaded as the command loads them, in a folder
// beside theirs, from which they find the same packages.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  checkLedgerSettings,
  type PlannedMigration,
  type Proof,
  proveMigrations,
  type SchemaLoss,
} from '@roostjs/internal-core';
import { isRoostError } from '@roostjs/internal-errors';
import type { OpenScratch } from '@roostjs/migrations-core';
import { folderUnwritable, packageMissing } from '../../errors.ts';
import { folderSource } from '../../migrations-folder/source.ts';
import { writeNewFile } from '../../whole-files.ts';
import type { NewFile } from '../create-file.ts';

export type ToProve = {
  readonly planned: readonly PlannedMigration[];
  readonly files: readonly NewFile[];
  readonly losses: readonly SchemaLoss[];
};

/** Throws DIFFERENCE.UNPROVEN, DIFFERENCE.PACKAGE_MISSING, MIGRATION.* and MIGRATIONS.FOLDER_UNWRITABLE. Leaves no file. */
export async function proveFiles(
  folder: string,
  { planned, files, losses }: ToProve,
  open: OpenScratch,
  ledger: string,
): Promise<Proof> {
  const place = nearestFolder(folder);
  const trial = tryTo(place, () => mkdtempSync(join(place, '.roost-')));
  try {
    for (const [index, { title, extension, text }] of files.entries()) {
      const name = `${String(index + 1).padStart(4, '0')}_${title}${extension}`;
      tryTo(place, () => writeNewFile(join(trial, name), text));
    }
    const entries = await folderSource(trial).list();
    const scratch = { open, ledger: checkLedgerSettings({ ledger }) };
    return await proveMigrations(scratch, { planned, entries, losses });
  } catch (error) {
    throw isRoostError(error) && error.code === 'MIGRATION.IMPORT_FAILED' ? packageMissing(error) : error;
  } finally {
    rmSync(trial, { recursive: true, force: true });
  }
}

function nearestFolder(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : nearestFolder(dirname(folder));
}

function tryTo<T>(folder: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw folderUnwritable(folder, cause);
  }
}
