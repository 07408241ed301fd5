// The outcome of an export, and of its --check.

import { relative } from 'node:path';
import { inline } from '@roostjs/internal-errors';
import type { Context } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';
import type { ExportedFile, FileState, RenamedExport } from '../export/compare.ts';
import type { Outcome } from '../outcome.ts';
import { count, paint } from './style.ts';

/** A migration that cannot be exported, why, and the file of an earlier export of it, which wrangler still applies. */
export type LeftOut = { readonly name: string; readonly reason: string; readonly leftover: string | null };

/** The folder, its files as they were found, and the migrations that have none. */
export type Export = {
  readonly folder: string;
  readonly files: readonly ExportedFile[];
  readonly leftOut: readonly LeftOut[];
  /** Files of earlier exports whose migration no longer exists. */
  readonly orphans: readonly string[];
  /** Migrations of which one of these is the export, under another name. */
  readonly renamed: readonly RenamedExport[];
};

export function exportOutcome(context: Context, found: Export): Outcome {
  const { folder, files, leftOut, orphans, renamed } = found;
  const written = files.filter(({ state }) => state !== 'unchanged');
  const unchanged = filesThatAre('unchanged', files);
  const others = unchanged.length === 0 ? '' : `, ${unchanged.length} unchanged`;
  const where = `${inline(relative(context.cwd, folder)) || '.'}/`;
  const summary = `Exported ${count(written.length, 'migration')} to ${where}${others}.\n`;
  return {
    exitCode: exitCodes.done,
    result: { folder, written: written.map(nameAndPath), unchanged, leftOut, orphans, renamed },
    target: undefined,
    text: written.map(({ path }) => `${inline(relative(context.cwd, path))}\n`).join(''),
    summary: warnings(context, found) + summary,
  };
}

export function checkOutcome(context: Context, found: Export): Outcome {
  const { folder, files, leftOut, orphans, renamed } = found;
  const findings = files.filter(({ state }) => state !== 'unchanged');
  const [missing, stale] = [filesThatAre('missing', files), filesThatAre('stale', files)];
  const isCurrent = findings.length + orphans.length === 0;
  const next = paint(context.stderr, 'cyan', 'next');
  // An export writes what is missing or stale, and deletes nothing.
  const nextLines = [
    ...(findings.length === 0 ? [] : [`${next}  run it without --check to write them\n`]),
    ...(orphans.length === 0 ? [] : [`${next}  delete the files whose migration no longer exists\n`]),
  ];
  const summary = isCurrent
    ? `The export of ${count(files.length, 'migration')} is up to date.\n`
    : `${missing.length} missing, ${stale.length} stale, ${orphans.length} left over.\n${nextLines.join('')}`;
  return {
    exitCode: isCurrent ? exitCodes.done : exitCodes.findings,
    result: {
      folder,
      missing,
      stale,
      unchanged: filesThatAre('unchanged', files),
      leftOut,
      orphans,
      renamed,
    },
    target: undefined,
    text: findings
      .map(({ state, path }) => `${state.padEnd(7)}  ${inline(relative(context.cwd, path))}\n`)
      .join(''),
    summary: warnings(context, found) + summary,
  };
}

function filesThatAre(state: FileState, files: readonly ExportedFile[]): readonly object[] {
  return files.filter((file) => file.state === state).map(nameAndPath);
}

function nameAndPath({ name, path }: ExportedFile): { readonly name: string; readonly path: string } {
  return { name, path };
}

function warnings({ stderr, cwd }: Context, { leftOut, orphans, renamed }: Export): string {
  const warning = paint(stderr, 'yellow', 'warning');
  const gone = orphans.map(
    (path) =>
      `${warning} its migration no longer exists, but wrangler applies it: ${inline(relative(cwd, path))}\n`,
  );
  const left = leftOut.map(({ name, reason, leftover }) => {
    const line = `${warning} not exported: ${inline(`${name} (${reason})`)}\n`;
    return leftover === null
      ? line
      : `${line}${warning} left by an earlier export, and wrangler applies it: ${inline(relative(cwd, leftover))}\n`;
  });
  const moved = renamed.map(
    ({ name, from }) =>
      `${warning} ${name} has the contents of ${relative(cwd, from)}: if wrangler has applied that file, ` +
      'record the new name with roost migrate:repair; until then wrangler refuses it [MIGRATION.RENAMED]\n',
  );
  return [...gone, ...moved, ...left].join('');
}
