// roost migrate:export
import { brokenRule } from '@roostjs/d1-adapter/rules';
import { type ExportedMigration, exportMigrations } from '@roostjs/migrations-core';
import type { Context } from '../../context.ts';
import { exportIncomplete, filesIgnored, foreignFiles } from '../../errors.ts';
import { exportedFile, orphanedFiles, presentFile, renamedFiles } from '../../export/compare.ts';
import { inPlace } from '../../export/in-place.ts';
import { type ExportSource, exportSource } from '../../export/source.ts';
import { writeFiles } from '../../export/write.ts';
import { folderSource } from '../../migrations-folder/source.ts';
import type { Outcome } from '../../outcome.ts';
import { checkOutcome, type Export, exportOutcome, type LeftOut } from '../../output/export.ts';
import { ledgerTable } from '../../project.ts';
import { onScratch } from '../../scratch.ts';
import type { ExportFlags } from './flags.ts';

export async function run(context: Context, flags: ExportFlags): Promise<Outcome> {
  const source = await exportSource(context, flags);
  const found = compareExport(source, await recordMigrations(source, ledgerTable(context, flags)));
  if (found.leftOut.length > 0 && !flags.partial) throw exportIncomplete(found.leftOut);
  const foreign = found.files.filter(({ state }) => state === 'foreign');
  if (foreign.length > 0)
    throw foreignFiles(
      source.to,
      foreign.map(({ name }) => `${name}.sql`),
    );
  const ignored = found.files.map(({ name }) => `${name}.sql`).filter((file) => !source.applies(file));
  if (source.pattern !== null && ignored.length > 0) throw filesIgnored(source.to, source.pattern, ignored);
  if (flags.check) return checkOutcome(context, found);
  writeFiles(
    source.to,
    found.files.filter(({ state }) => state !== 'unchanged'),
  );
  return exportOutcome(context, found);
}

async function recordMigrations(
  { wranglerLedger, from }: ExportSource,
  ledger: string,
): Promise<readonly ExportedMigration[]> {
  // It only prepares the statements of the migrations and runs none.
  return onScratch((database) =>
    exportMigrations({
      database,
      migrations: folderSource(from),
      ledger,
      wranglerLedger,
      rules: brokenRule,
    }),
  );
}

function compareExport({ from, to }: ExportSource, migrations: readonly ExportedMigration[]): Export {
  const own = inPlace(from, to);
  const leftOut = migrations.flatMap(({ name, reason: obstacle }): LeftOut[] => {
    const reason = obstacle ?? own.get(name)?.reason ?? null;
    return reason === null ? [] : [{ name, reason, leftover: presentFile(to, name) }];
  });
  const files = migrations.flatMap(({ name, sql }) =>
    sql === null ? [] : [own.get(name)?.file ?? exportedFile(to, name, sql)],
  );
  const orphans = orphanedFiles(
    to,
    migrations.map(({ name }) => name),
  );
  return {
    folder: to,
    files,
    leftOut,
    orphans: orphans.map(({ path }) => path),
    renamed: renamedFiles(orphans, files),
  };
}
