// Verifies the text of each module as it will be loaded, in a folder for temporary files. A down() that follows from the SQL but does not
// restore what was there is left out.
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brokenRule } from '@roostjs/d1-adapter/rules';
import { type ImportedMigration, planImport, verifyImport } from '@roostjs/internal-core';
import { firstLine } from '@roostjs/internal-sql';
import type {
  MigrationSource,
  OpenScratch,
  SqlFiles,
  VerifiedMigration,
  VerifyEvent,
} from '@roostjs/migrations-core';
import { loadModule } from '../migrations-folder/load.ts';
import { modulePath } from './source.ts';
import { moduleText } from './text.ts';
import { writeModules } from './write.ts';

export type VerifiedImport = {
  readonly imported: readonly ImportedMigration[];
  /** What migrate:verify finds, in the same order. */
  readonly verified: readonly VerifiedMigration[];
};

/** Throws IMPORT.REPLAY_FAILED, IMPORT.DIFFERS, LEDGER.NAME_INVALID, VERIFY.UNREADABLE and MIGRATION.*. */
export async function verifiedImport(
  migrations: readonly SqlFiles[],
  openScratch: OpenScratch,
  ledger: string,
  onEvent: (event: VerifyEvent) => void,
): Promise<VerifiedImport> {
  const verify = async (imported: readonly ImportedMigration[]): Promise<VerifiedImport> => {
    const { migrations: verified } = await withModules(imported, (modules) =>
      verifyImport({ migrations, imported: modules, openScratch, ledger, rules: brokenRule, onEvent }),
    );
    const proven = imported.map((migration, index) => withProvenDown(migration, verified[index]));
    const isProven = proven.every((migration, index) => migration === imported[index]);
    return isProven ? { imported, verified } : verify(proven);
  };
  return verify(await planImport(migrations, openScratch));
}

async function withModules<T>(
  imported: readonly ImportedMigration[],
  work: (modules: MigrationSource) => Promise<T>,
): Promise<T> {
  const folder = join(tmpdir(), `roost-import-${randomUUID()}`);
  const files = imported.map(({ name }) => ({ name, path: modulePath(folder, name) }));
  try {
    writeModules(
      folder,
      imported.map((migration) => ({
        path: modulePath(folder, migration.name),
        text: moduleText(migration),
      })),
    );
    return await work({
      list: async () => files.map(({ name, path }) => ({ name, load: () => loadModule(path) })),
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function withProvenDown(
  migration: ImportedMigration,
  verified: VerifiedMigration | undefined,
): ImportedMigration {
  const { down } = migration;
  if (down?.origin !== 'generated' || verified?.state === 'ok') return migration;
  return { ...migration, down: null, obstacle: `what would undo it ${problemOf(verified)}` };
}

function problemOf(verified: VerifiedMigration | undefined): string {
  if (verified?.state === 'skipped') return 'was not tried, because an earlier migration failed';
  if (verified?.state !== 'failed') return 'does not restore what was there';
  const statement = verified.failure?.statement ?? null;
  return statement === null ? 'fails' : `fails at '${firstLine(statement.sql)}'`;
}
