// The outcome of an export, and of its --check.

import { relative } from 'node:path';
import { inline, shellWord } from '@roostjs/internal-errors';
import type { Context } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';
import type { BehindOmitted } from '../export/behind-omitted.ts';
import type { ExportedFile, FileState, RenamedExport } from '../export/compare.ts';
import type { FileMisfit } from '../export/misfits.ts';
import type { Outcome } from '../outcome.ts';
import { count, nextLead, unbroken, warningLead } from './style.ts';

/**
 * A migration that cannot be exported, why, and the file of an earlier export of it, which wrangler still applies.
 * `allowed`: the reason that its file gives for that, or where it is applied; missing if there is neither.
 */
export type LeftOut = {
  readonly name: string;
  readonly reason: string;
  readonly allowed?: string;
  readonly leftover: string | null;
};

/** The folder, its files as they were found, and the migrations that have none. */
export type Export = BehindOmitted & {
  readonly folder: string;
  readonly files: readonly ExportedFile[];
  readonly leftOut: readonly LeftOut[];
  /** What wrangler would run otherwise of files in place. */
  readonly misfits: readonly FileMisfit[];
  /** Migrations that have a file although their own text allows that they have none. */
  readonly unneeded: readonly string[];
  /** Files of earlier exports whose migration no longer exists. */
  readonly orphans: readonly string[];
  /** Migrations of which one of these is the export, under another name. */
  readonly renamed: readonly RenamedExport[];
};

export function exportOutcome(context: Context, found: Export): Outcome {
  const { folder, files, ...others } = found;
  const written = files.filter(({ state }) => state !== 'unchanged');
  const unchanged = filesThatAre('unchanged', files);
  const rest = unchanged.length === 0 ? '' : `, ${unchanged.length} unchanged`;
  const where = `${inline(relative(context.cwd, folder)) || '.'}/`;
  const unfit = found.misfits
    .map((misfit) => `${warningLead(context.stderr)}${misfitText(context, misfit)}\n`)
    .join('');
  const summary = `Exported ${count(written.length, 'migration')} to ${where}${rest}.\n`;
  return {
    exitCode: exitCodes.done,
    result: { folder, written: written.map(nameAndPath), unchanged, ...others },
    target: undefined,
    text: written.map(({ path }) => `${inline(relative(context.cwd, path))}\n`).join(''),
    summary: unfit + warnings(context, found) + summary + nextForOmitted(context, found),
  };
}

export function checkOutcome(context: Context, found: Export): Outcome {
  const { folder, files, ...others } = found;
  const findings = files.filter(({ state }) => state !== 'unchanged');
  const [missing, stale] = [filesThatAre('missing', files), filesThatAre('stale', files)];
  const leftovers = others.leftOut.filter(({ leftover }) => leftover !== null).length;
  const { misfits } = others;
  const isCurrent = findings.length + others.orphans.length + leftovers + misfits.length === 0;
  const next = nextLead(context.stderr);
  // An export writes what is missing or stale, and deletes nothing.
  const nextLines = [
    ...(findings.length === 0 ? [] : [`${next}run it without --check to write them\n`]),
    ...(others.orphans.length === 0 ? [] : [`${next}delete the files whose migration no longer exists\n`]),
    ...(leftovers === 0
      ? []
      : [`${next}delete what an earlier export has left of migrations without a file\n`]),
  ];
  const summary = isCurrent
    ? `The export of ${count(files.length, 'migration')} is up to date.\n`
    : `${missing.length} missing, ${stale.length} stale, ${others.orphans.length + leftovers} left over${misfits.length === 0 ? '' : `, ${misfits.length} unfit`}.\n${nextLines.join('')}`;
  return {
    exitCode: isCurrent ? exitCodes.done : exitCodes.findings,
    result: {
      folder,
      missing,
      stale,
      unchanged: filesThatAre('unchanged', files),
      ...others,
    },
    target: undefined,
    text: [
      ...findings.map(({ state, path }) => `${state.padEnd(7)}  ${inline(relative(context.cwd, path))}\n`),
      ...misfits.map((misfit) => `unfit    ${misfitText(context, misfit)}\n`),
    ].join(''),
    summary: warnings(context, found) + summary + nextForOmitted(context, found),
  };
}

function misfitText({ cwd }: Context, { path, line, problem, remedy }: FileMisfit): string {
  const place = line === null ? '' : `:${line}`;
  return `${inline(relative(cwd, path))}${place}: ${inline(`${problem}; ${remedy}`)}`;
}

function filesThatAre(state: FileState, files: readonly ExportedFile[]): readonly object[] {
  return files.filter((file) => file.state === state).map(nameAndPath);
}

function nameAndPath({ name, path }: ExportedFile): { readonly name: string; readonly path: string } {
  return { name, path };
}

/** What to do where wrangler stops; the next migration without a file is named there. */
function nextForOmitted({ stderr }: Context, { waiting: [first] }: Export): string {
  if (first === undefined) return '';
  const migrate = `roost migrate --remote --to ${shellWord(first.for)}`;
  return `${nextLead(stderr)}where wrangler stops before ${first.name}, run ${unbroken(migrate)}\n`;
}

function warnings({ stderr, cwd }: Context, found: Export): string {
  const { leftOut, early, unneeded, orphans, renamed } = found;
  const warning = warningLead(stderr);
  const gone = orphans.map(
    (path) =>
      `${warning}its migration no longer exists, but wrangler applies it: ${inline(relative(cwd, path))}\n`,
  );
  const left = leftOut.map(({ name, reason, allowed, leftover }) => {
    const line =
      allowed === undefined
        ? `${warning}not exported: ${inline(`${name} (${reason})`)}\n`
        : `left out: ${inline(`${name} (${allowed})`)}\n`;
    return leftover === null
      ? line
      : `${line}${warning}left by an earlier export, and wrangler applies it: ${inline(relative(cwd, leftover))}\n`;
  });
  const moved = renamed.map(
    ({ name, from }) =>
      `${warning}${name} has the contents of ${relative(cwd, from)}: if wrangler has applied that file, ` +
      'record the new name with roost migrate:repair; until then wrangler refuses it [MIGRATION.RENAMED]\n',
  );
  const tooEarly = early.map(
    ({ name, for: omitted }) =>
      `${warning}wrangler applies ${name} even before ${omitted}, which has no file\n`,
  );
  const exported = unneeded.map(
    (name) => `${warning}${name} is exported, so its comment roost-allow unexportable is not needed\n`,
  );
  return [...gone, ...moved, ...left, ...tooEarly, ...exported].join('');
}
