// roost schema:types
import { relative, resolve } from 'node:path';
import { schemaTypes, typesText } from '@roostjs/internal-core';
import { inline } from '@roostjs/internal-errors';
import type { Context } from '../../context.ts';
import { differentLine, readDocument, writeDocument } from '../../document-file.ts';
import { typesFileUnusable } from '../../errors.ts';
import { exitCodes } from '../../exit-codes.ts';
import { folderSource } from '../../migrations-folder/source.ts';
import type { Outcome } from '../../outcome.ts';
import { objectsText } from '../../output/objects.ts';
import { nextLead } from '../../output/style.ts';
import { ledgerTable, migrationsFolder } from '../../project.ts';
import { scratchDatabases } from '../../scratch.ts';
import type { TypesFlags } from './flags.ts';

export async function run(context: Context, flags: TypesFlags): Promise<Outcome> {
  const { tables } = await schemaTypes({
    migrations: folderSource(migrationsFolder(context, flags)),
    openScratch: await scratchDatabases(context, true),
    ledger: ledgerTable(context, flags),
  });
  const { kysely = false, check, out } = flags;
  const text = typesText({ tables }, { kysely });
  if (check !== undefined) return checkOutcome(context, text, resolve(context.cwd, check));
  const result = { tables, text };
  const what = `types of ${objectsText(tables.map(({ kind }) => ({ type: kind })))}`;
  if (out !== undefined) return writeOutcome(context, result, what, resolve(context.cwd, out));
  const summary = `Printed ${what}.\n`;
  return { exitCode: exitCodes.done, result, target: undefined, text, form: 'document', summary };
}

function writeOutcome(
  { cwd }: Context,
  result: { readonly text: string },
  what: string,
  file: string,
): Outcome {
  const written = writeDocument(file, result.text, typesFileUnusable);
  const path = inline(relative(cwd, file));
  return {
    exitCode: exitCodes.done,
    result: { ...result, file, written },
    target: undefined,
    text: `${path}\n`,
    summary: written ? `Wrote ${what}.\n` : `Unchanged: ${path} has ${what}.\n`,
  };
}

function checkOutcome({ cwd, stderr }: Context, text: string, file: string): Outcome {
  const present = readDocument(file, typesFileUnusable);
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
