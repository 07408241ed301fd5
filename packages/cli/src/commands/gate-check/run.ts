// roost gate:check
import { resolve } from 'node:path';
import type { CountedRow, FolderMigration, Moves, SchemaManifest } from '@roostjs/internal-core';
import { judge, missingFrom, readCountedRows, unknownTo } from '@roostjs/internal-core';
import type { Context } from '../../context.ts';
import { nothingToCheck } from '../../errors.ts';
import { type ExitCode, exitCodes } from '../../exit-codes.ts';
import { type CheckedCode, deployedVersion } from '../../gate/deployed-version.ts';
import { readManifest } from '../../gate/read-manifest.ts';
import { readFolderPhases } from '../../migrations-folder/folder-phases.ts';
import { type OpenTarget, openTarget } from '../../open-target.ts';
import type { Outcome } from '../../outcome.ts';
import { gateSummary, gateText } from '../../output/gate.ts';
import { findTarget, type Target } from '../../target.ts';
import type { GateCheckFlags } from './flags.ts';

const exitCodesOf: Readonly<Record<GateState, ExitCode>> = {
  fits: exitCodes.done,
  missing: exitCodes.pending,
  moved: exitCodes.findings,
};

/** `missing`: the database lacks what the code needs; `moved`: it has moved past what the code tolerates. */
export type GateState = 'fits' | 'missing' | 'moved';

export async function run(context: Context, given: GateCheckFlags): Promise<Outcome> {
  const flags = given.versionId === undefined ? given : { ...given, remote: true };
  if (flags.manifest === undefined && flags.versionId === undefined) throw nothingToCheck();
  const manifest =
    flags.manifest === undefined ? null : await readManifest(resolve(context.cwd, flags.manifest));
  const target = await findTarget(context, flags);
  // Nothing is created where there is no database.
  const opened = await openTarget(context, target, true);
  try {
    return await checkOutcome(context, flags, { target, opened, manifest });
  } finally {
    opened.close();
  }
}

type Checked = {
  readonly target: Target;
  readonly opened: OpenTarget;
  readonly manifest: SchemaManifest | null;
};

async function checkOutcome(
  context: Context,
  flags: GateCheckFlags,
  { target, opened, manifest: read }: Checked,
): Promise<Outcome> {
  const code: CheckedCode =
    read === null
      ? await deployedVersion(context, flags, opened)
      : { version: null, ledger: read.ledger, manifest: async () => read };
  const rows = await readCountedRows(opened.database, flags.ledger ?? code.ledger);
  // Most manifests fit without a look at the files.
  let phases: Promise<readonly FolderMigration[]> | undefined;
  const folder = (): Promise<readonly FolderMigration[]> => {
    phases ??= readFolderPhases(context, flags);
    return phases;
  };
  const manifest = await code.manifest(folder, rows);
  const missing = missingFrom(manifest, rows);
  const unknown = unknownTo(manifest, rows);
  const { moved, tolerated }: Moves = judge(
    manifest,
    rows,
    unknown,
    unknown.length === 0 ? [] : await folder(),
  );
  const state: GateState = missing.length > 0 ? 'missing' : moved.length > 0 ? 'moved' : 'fits';
  const head = lastApplied(rows);
  const { version } = code;
  const shown = { state, missing, moved, tolerated, manifest, version, target, head };
  return {
    exitCode: exitCodesOf[state],
    result: { state, missing, moved, tolerated, head, version, manifest },
    target,
    text: gateText(context.stdout, shown),
    summary: gateSummary(context.stderr, shown, flags),
  };
}

function lastApplied(rows: readonly CountedRow[]): string | null {
  return rows.findLast(({ isApplied }) => isApplied)?.name ?? null;
}
