// What a command answers that writes a whole file from the migrations, or checks one.
import { relative } from 'node:path';
import { inline } from '@roostjs/internal-errors';
import type { Context } from './context.ts';
import { differentLine, readDocument, type Unusable, writeDocument } from './document-file.ts';
import { exitCodes } from './exit-codes.ts';
import type { Outcome } from './outcome.ts';
import { nextLead } from './output/style.ts';

export type GeneratedFile = { readonly file: string; readonly text: string; readonly unusable: Unusable };

/** Writes the file. `what`: what it contains, after "Wrote". Throws what `unusable` returns. */
export function writeOutcome(
  { cwd }: Pick<Context, 'cwd'>,
  { file, text, unusable }: GeneratedFile,
  what: string,
  result: object,
): Outcome {
  const written = writeDocument(file, text, unusable);
  const path = inline(relative(cwd, file));
  return {
    exitCode: exitCodes.done,
    result: { ...result, file, written },
    target: undefined,
    text: `${path}\n`,
    summary: written ? `Wrote ${what}.\n` : `Unchanged: ${path} has ${what}.\n`,
  };
}

/** Compares the file with what would be written. Throws what `unusable` returns. */
export function checkOutcome(
  { cwd, stderr }: Pick<Context, 'cwd' | 'stderr'>,
  { file, text, unusable }: GeneratedFile,
): Outcome {
  const present = readDocument(file, unusable);
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
