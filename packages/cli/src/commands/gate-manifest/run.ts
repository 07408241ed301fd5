// roost gate:manifest
import { resolve } from 'node:path';
import {
  type FolderMigration,
  findMigration,
  planManifest,
  type SchemaManifest,
  tagOf,
} from '@roostjs/internal-core';
import type { Context } from '../../context.ts';
import { manifestFileUnusable } from '../../errors.ts';
import { exitCodes } from '../../exit-codes.ts';
import { manifestText } from '../../gate/manifest-text.ts';
import { projectLedger } from '../../gate/project-ledger.ts';
import { checkOutcome, writeOutcome } from '../../generated-file.ts';
import { readFolderPhases } from '../../migrations-folder/folder-phases.ts';
import type { Outcome } from '../../outcome.ts';
import { needsText } from '../../output/gate.ts';
import type { GateManifestFlags } from './flags.ts';

export async function run(context: Context, flags: GateManifestFlags): Promise<Outcome> {
  const { out, check, newest, tag } = flags;
  const file = out ?? check;
  // An unknown extension is refused before anything is replayed.
  const write = manifestText(file ?? '.json');
  const ledger = await projectLedger(context, flags);
  const folder = await readFolderPhases(context, flags);
  const names = folder.map(({ name }) => name);
  const manifest = planManifest(folder, ledger, newest === undefined ? null : findMigration(newest, names));
  if (tag) return tagOutcome(manifest, folder);
  const text = write(manifest);
  if (file !== undefined) {
    const generated = { file: resolve(context.cwd, file), text, unusable: manifestFileUnusable };
    if (check !== undefined) return checkOutcome(context, generated);
    return writeOutcome(context, generated, `a manifest: ${needsText(manifest)}`, { manifest, text });
  }
  return {
    exitCode: exitCodes.done,
    result: { manifest, text },
    target: undefined,
    text,
    form: 'document',
    summary: `Printed a manifest: ${needsText(manifest)}.\n`,
  };
}

function tagOutcome(manifest: SchemaManifest, folder: readonly FolderMigration[]): Outcome {
  const tag = tagOf(
    manifest,
    folder.map(({ name }) => name),
  );
  return {
    exitCode: exitCodes.done,
    result: { manifest, tag },
    target: undefined,
    text: `${tag}\n`,
    form: 'document',
    summary: `Printed the tag of a manifest: ${needsText(manifest)}.\n`,
  };
}
