// roost schema:dump
import { relative, resolve } from 'node:path';
import { inline } from '@roostjs/internal-errors';
import { dumpSchema, type SchemaDump } from '@roostjs/migrations-core';
import type { Context } from '../../context.ts';
import { readDocument, writeDocument } from '../../document-file.ts';
import { type DumpDifference, dumpDifference } from '../../dump/compare.ts';
import { dumpFileUnusable } from '../../errors.ts';
import { exitCodes } from '../../exit-codes.ts';
import { openTarget } from '../../open-target.ts';
import type { Outcome } from '../../outcome.ts';
import { objectsText } from '../../output/objects.ts';
import { nextLead } from '../../output/style.ts';
import { targetName } from '../../output/target-name.ts';
import { ledgerTable } from '../../project.ts';
import { findTarget, type Target } from '../../target.ts';
import type { DumpFlags } from './flags.ts';

export async function run(context: Context, flags: DumpFlags): Promise<Outcome> {
  const target = await findTarget(context, flags);
  const dump = await dumpTarget(context, target, await ledgerTable(context, flags));
  if (flags.check !== undefined)
    return checkOutcome(context, target, dump, resolve(context.cwd, flags.check));
  if (flags.out !== undefined) return writeOutcome(context, target, dump, resolve(context.cwd, flags.out));
  const summary = `${targetName(target)}: ${objectsText(dump.objects)}.\n`;
  return { exitCode: exitCodes.done, result: dump, target, text: dump.sql, form: 'document', summary };
}

async function dumpTarget(context: Context, target: Target, ledger: string): Promise<SchemaDump> {
  const { database, migratorOptions, close } = await openTarget(context, target);
  try {
    const { wranglerLedger } = migratorOptions;
    return await dumpSchema({
      database,
      ledger,
      ...(wranglerLedger === undefined ? {} : { wranglerLedger }),
    });
  } finally {
    close();
  }
}

function writeOutcome(context: Context, target: Target, dump: SchemaDump, file: string): Outcome {
  const written = writeDocument(file, dump.sql, dumpFileUnusable);
  const path = inline(relative(context.cwd, file));
  const what = `the schema of ${targetName(target)}: ${objectsText(dump.objects)}`;
  return {
    exitCode: exitCodes.done,
    result: { ...dump, file, written },
    target,
    text: `${path}\n`,
    summary: written ? `Wrote ${what}.\n` : `Unchanged: ${path} has ${what}.\n`,
  };
}

function checkOutcome(context: Context, target: Target, dump: SchemaDump, file: string): Outcome {
  const present = readDocument(file, dumpFileUnusable);
  const difference = present === undefined ? undefined : dumpDifference(present, dump.sql);
  const isCurrent = difference === null;
  const path = inline(relative(context.cwd, file));
  const state =
    present === undefined
      ? 'is missing'
      : `${isCurrent ? 'matches' : 'does not match'} the schema of ${targetName(target)}`;
  const next = `${nextLead(context.stderr)}run it with --out instead of --check to write it\n`;
  return {
    exitCode: isCurrent ? exitCodes.done : exitCodes.findings,
    result: { file, current: isCurrent, fingerprint: dump.fingerprint, difference: difference ?? null },
    target,
    text: difference ? differenceText(difference) : '',
    summary: `${path} ${state}.\n${isCurrent ? '' : next}`,
  };
}

function differenceText({ missing, extra }: DumpDifference): string {
  const lines = [
    ...missing.map((line) => `missing  ${line}\n`),
    ...extra.map((line) => `extra    ${line}\n`),
  ];
  return lines.length === 0
    ? 'the same statements, in another order or with other spaces or comments\n'
    : lines.join('');
}
