// roost gate:manifest
import { relative, resolve } from 'node:path';
import {
  type FolderMigration,
  findMigration,
  planManifest,
  type SchemaManifest,
  tagOf,
} from '@roostjs/internal-core';
import { inline } from '@roostjs/internal-errors';
import type { Context } from '../../context.ts';
import { differentLine, readDocument, writeDocument } from '../../document-file.ts';
import { manifestFileUnusable } from '../../errors.ts';
import { exitCodes } from '../../exit-codes.ts';
import { manifestText } from '../../gate/manifest-text.ts';
import { projectLedger } from '../../gate/project-ledger.ts';
import { readFolderPhases } from '../../migrations-folder/folder-phases.ts';
import type { Outcome } from '../../outcome.ts';
import { needsText } from '../../output/gate.ts';
import { nextLead } from '../../output/style.ts';
import type { GateManifestFlags } from './flags.ts';

export async function run(context: Context, flags: GateManifestFlags): Promise<Outcome> {
  const { out, check, newest, tag } = flags;
  const file = out ?? check;
  // An unknown extension is refused before anything is replayed.
  const write = manifestText(file ?? '.json');
  const ledger = projectLedger(context, flags);
  const folder = await readFolderPhases(context, flags);
  const names = folder.map(({ name }) => name);
  const manifest = planManifest(folder, ledger, newest === undefined ? null : findMigration(newest, names));
  if (tag) return tagOutcome(manifest, folder);
  const text = write(manifest);
  if (check !== undefined) return checkOutcome(context, text, resolve(context.cwd, check));
  if (out !== undefined) return writeOutcome(context, { manifest, text }, resolve(context.cwd, out));
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

function writeOutcome(
  { cwd }: Context,
  result: { readonly manifest: SchemaManifest; readonly text: string },
  file: string,
): Outcome {
  const written = writeDocument(file, result.text, manifestFileUnusable);
  const path = inline(relative(cwd, file));
  const what = needsText(result.manifest);
  return {
    exitCode: exitCodes.done,
    result: { ...result, file, written },
    target: undefined,
    text: `${path}\n`,
    summary: written ? `Wrote a manifest: ${what}.\n` : `Unchanged: ${path}: ${what}.\n`,
  };
}

function checkOutcome({ cwd, stderr }: Context, text: string, file: string): Outcome {
  const present = readDocument(file, manifestFileUnusable);
  const line = present === undefined ? null : differentLine(present, text);
  const current = present !== undefined && line === null;
  const state =
    present === undefined
      ? 'is missing'
      : `${current ? 'matches' : 'does not match'} the migrations${line === null ? '' : `: line ${line} differs`}`;
  const next = `${nextLead(stderr)}run it with --out instead of --check to write it\n`;
  return {
    exitCode: current ? exitCodes.done : exitCodes.findings,
    result: { file, current, line },
    target: undefined,
    text: '',
    summary: `${inline(relative(cwd, file))} ${state}.\n${current ? '' : next}`,
  };
}
