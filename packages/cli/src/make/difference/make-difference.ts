// Makes the migrations from what a folder's migrations create to a wanted schema.
import {
  checkLedgerSettings,
  lossesBetween,
  modelOf,
  type PlannedMigration,
  type Proof,
  planMigrations,
  type Rename,
  type Schema,
  type SchemaLoss,
} from '@roostjs/internal-core';
import { needsTypeScript, valueMissing } from '../../errors.ts';
import { scratchDatabases } from '../../scratch.ts';
import type { CreatedMigration, NewFile } from '../create-file.ts';
import { createFiles } from '../make-migration.ts';
import { migrationTitle } from '../name.ts';
import { proveFiles } from './prove.ts';
import { differenceSql, differenceText } from './text.ts';

export type DifferenceOptions = {
  readonly folder: string;
  readonly name: string;
  readonly sql: boolean;
  readonly ledger: string;
  readonly from: Schema;
  readonly to: Schema;
  readonly renames: readonly Rename[];
  readonly now: Date;
};

export type MadeDifference = {
  /** In order; none if the schemas do not differ. */
  readonly made: readonly CreatedMigration[];
  readonly renames: readonly Rename[];
  readonly losses: readonly SchemaLoss[];
  /** Why a migration has no way back, by its place. */
  readonly obstacles: readonly string[];
  readonly proof: Proof;
};

/** Throws DIFFERENCE.*, MIGRATION.*, MIGRATIONS.FOLDER_UNWRITABLE and REBUILD.UNREADABLE. */
export async function makeDifference(options: DifferenceOptions): Promise<MadeDifference> {
  const { folder, name, ledger, from, to, renames, now } = options;
  const title = migrationTitle(name);
  const open = await scratchDatabases(null, true);
  const planned = await planMigrations({ open, ledger: checkLedgerSettings({ ledger }) }, from, to, renames);
  refuseMissingValues(planned);
  const files = planned.map((migration, index) => fileOf(migration, planned.length, index, title, options));
  const losses = lossesBetween(modelOf(from), modelOf(to), renames);
  const proof = await proveFiles(folder, { planned, files, losses }, open, ledger);
  const obstacles = planned.flatMap(({ obstacle }) => obstacle ?? []);
  return { made: createFiles(folder, files, now), renames, losses, obstacles, proof };
}

function refuseMissingValues(planned: readonly PlannedMigration[]): void {
  const columns = planned
    .flatMap(({ up }) => up)
    .flatMap((step) =>
      step.kind === 'rebuild' ? step.filled.map((column) => `${step.rebuild.table}.${column}`) : [],
    );
  if (columns.length > 0) throw valueMissing(columns);
}

function fileOf(
  migration: PlannedMigration,
  count: number,
  index: number,
  title: string,
  { sql }: Pick<DifferenceOptions, 'sql'>,
): NewFile {
  const own = count === 1 ? title : `${title}_${index + 1}`;
  if (!sql) return { title: own, extension: '.ts', text: differenceText(migration) };
  const text = differenceSql(migration);
  if (text === undefined) throw needsTypeScript(tablesOf(migration));
  return { title: own, extension: '.sql', text };
}

function tablesOf({ up, down }: PlannedMigration): readonly string[] {
  const tables = [...up, ...down].flatMap((step) => (step.kind === 'rebuild' ? [step.rebuild.table] : []));
  return [...new Set(tables)];
}
