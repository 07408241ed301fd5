// The manifest of a deployed version, from the tag or the message that it was uploaded with.
import { workerNameOf } from '@roostjs/d1-adapter/wrangler';
import {
  type CountedRow,
  type FolderMigration,
  manifestFor,
  type SchemaManifest,
  tagIn,
  type VersionTag,
} from '@roostjs/internal-core';
import type { Context } from '../context.ts';
import { versionUntagged, workerNameMissing } from '../errors.ts';
import type { LedgerFlags, TargetFlags } from '../flags.ts';
import type { OpenTarget } from '../open-target.ts';
import { configuredDatabase } from '../target.ts';
import { projectLedger } from './project-ledger.ts';

/** A version, as `--json` shows it. */
export type ShownVersion = { readonly worker: string; readonly id: string; readonly tag: VersionTag };

/** The code that is checked. */
export type CheckedCode = {
  /** null if its manifest is a file. */
  readonly version: ShownVersion | null;
  readonly ledger: string;
  /** Throws GATE.VERSION_UNKNOWN if the folder lacks what a version was built with. */
  manifest(
    folder: () => Promise<readonly FolderMigration[]>,
    rows: readonly CountedRow[],
  ): Promise<SchemaManifest>;
};

type VersionFlags = TargetFlags & LedgerFlags & { readonly versionId?: string; readonly name?: string };

/** One request. Throws CLI.USAGE without the Worker's name, GATE.VERSION_UNTAGGED and REMOTE.*. */
export async function deployedVersion(
  context: Context,
  flags: VersionFlags,
  { workerVersion }: OpenTarget,
): Promise<CheckedCode> {
  const { versionId = '' } = flags;
  const { config, wrangler, choice } = await configuredDatabase(context, flags);
  const worker = flags.name ?? workerNameOf(wrangler, choice.environment);
  if (worker === undefined || worker === '') throw workerNameMissing(config);
  if (workerVersion === undefined) throw new Error('Only a remote database has versions of a Worker.');
  const { tag, message } = await workerVersion({ worker, versionId });
  const found = tagIn(tag ?? '') ?? tagIn(message ?? '');
  if (found === undefined) throw versionUntagged(worker, versionId);
  const ledger = await projectLedger(context, flags);
  return {
    version: { worker, id: versionId, tag: found },
    ledger,
    manifest: async (folder, rows) => manifestFor(found, await folder(), rows, ledger),
  };
}
