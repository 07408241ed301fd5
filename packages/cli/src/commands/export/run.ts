// roost migrate:export
import { basename, dirname } from 'node:path';
import { brokenRule } from '@roostjs/d1-adapter/rules';
import { type ExportedMigration, exportMigrations } from '@roostjs/migrations-core';
import type { Context } from '../../context.ts';
import { exportIncomplete, filesIgnored, filesUnfit, foreignFiles } from '../../errors.ts';
import { type AppliedMigrations, appliedRemotely } from '../../export/applied.ts';
import { behindOmitted } from '../../export/behind-omitted.ts';
import { exportedFile, orphanedFiles, presentFile, renamedFiles } from '../../export/compare.ts';
import { type InPlace, inPlace } from '../../export/in-place.ts';
import { type ExportSource, exportSource } from '../../export/source.ts';
import { writeFiles } from '../../export/write.ts';
import { folderSource } from '../../migrations-folder/source.ts';
import type { Outcome } from '../../outcome.ts';
import { checkOutcome, type Export, exportOutcome, type LeftOut } from '../../output/export.ts';
import { ledgerTable } from '../../project.ts';
import { onScratch, scratchDatabases } from '../../scratch.ts';
import type { ExportFlags } from './flags.ts';

export async function run(context: Context, flags: ExportFlags): Promise<Outcome> {
  const source = await exportSource(context, flags);
  const applied = flags.skipApplied ? await appliedRemotely(context, flags) : null;
  const found = compareExport(
    source,
    await recordMigrations(context, source, await ledgerTable(context, flags)),
    applied,
  );
  const unexpected = found.leftOut.filter(({ allowed }) => allowed === undefined);
  if (unexpected.length > 0 && !flags.partial) throw exportIncomplete(unexpected);
  if (found.misfits.length > 0 && !flags.check && !flags.partial) throw filesUnfit(found.misfits);
  const foreign = found.files.filter(({ state }) => state === 'foreign');
  if (foreign.length > 0)
    throw foreignFiles(
      source.to,
      foreign.map(({ name }) => `${name}.sql`),
    );
  const ignored = found.files
    .filter(({ path }) => dirname(path) === source.to)
    .map(({ path }) => basename(path))
    .filter((file) => !source.applies(file));
  if (source.pattern !== null && ignored.length > 0) throw filesIgnored(source.to, source.pattern, ignored);
  if (flags.check) return checkOutcome(context, found);
  writeFiles(
    source.to,
    found.files.filter(({ state }) => state !== 'unchanged'),
  );
  return exportOutcome(context, found);
}

async function recordMigrations(
  context: Context,
  { wranglerLedger, from }: ExportSource,
  ledger: string,
): Promise<readonly ExportedMigration[]> {
  const openScratch = await scratchDatabases(context, true);
  // It only prepares the statements of the migrations and runs none.
  return onScratch(context, (database) =>
    exportMigrations({
      database,
      migrations: folderSource(from),
      openScratch,
      ledger,
      wranglerLedger,
      rules: brokenRule,
    }),
  );
}

function compareExport(
  source: ExportSource,
  migrations: readonly ExportedMigration[],
  applied: AppliedMigrations | null,
): Export {
  const { to } = source;
  const own = inPlace(source);
  const files = migrations.flatMap(({ name, sql }) =>
    sql === null ? [] : [own.get(name)?.file ?? exportedFile(to, name, sql)],
  );
  const orphans = orphanedFiles(
    to,
    migrations.map(({ name }) => name),
  );
  const pending = migrations.filter(({ name }) => applied?.names.has(name) !== true);
  return {
    folder: to,
    files,
    misfits: pending.flatMap(({ name }) => own.get(name)?.misfits ?? []),
    leftOut: migrations.flatMap((migration) => leftOut(migration, to, own, applied) ?? []),
    ...behindOmitted(pending, (name) => own.has(name)),
    unneeded: migrations
      .filter(({ sql, allowed }) => sql !== null && allowed !== undefined)
      .map(({ name }) => name),
    orphans: orphans.map(({ path }) => path),
    renamed: renamedFiles(orphans, files),
  };
}

function leftOut(
  { name, reason, allowed: inFile }: ExportedMigration,
  to: string,
  own: ReadonlyMap<string, InPlace>,
  applied: AppliedMigrations | null,
): LeftOut | undefined {
  if (reason === null) return undefined;
  // Wrangler applies its own file whatever is exported.
  if (own.has(name)) return { name, reason, leftover: null };
  const allowed = inFile ?? (applied?.names.has(name) ? `applied to ${applied.database}` : undefined);
  return { name, reason, leftover: presentFile(to, name), ...(allowed === undefined ? {} : { allowed }) };
}
