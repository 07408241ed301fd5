// roost schema:diagram
import { extname, relative, resolve } from 'node:path';
import { checkLedgerSettings, readDumpable } from '@roostjs/internal-core';
import { inline } from '@roostjs/internal-errors';
import type { Context } from '../../context.ts';
import type { Diagram } from '../../diagram/diagram.ts';
import { mermaidOf } from '../../diagram/mermaid.ts';
import { diagramOf } from '../../diagram/read.ts';
import { svgOf } from '../../diagram/svg.ts';
import { readDocument, writeDocument } from '../../document-file.ts';
import { reportFileUnusable } from '../../errors.ts';
import { exitCodes } from '../../exit-codes.ts';
import { openTarget } from '../../open-target.ts';
import type { Outcome } from '../../outcome.ts';
import { count, nextLead } from '../../output/style.ts';
import { targetName } from '../../output/target-name.ts';
import { ledgerTable } from '../../project.ts';
import { findTarget, type Target } from '../../target.ts';
import type { DiagramFlags } from './flags.ts';

export async function run(context: Context, flags: DiagramFlags): Promise<Outcome> {
  const target = await findTarget(context, flags);
  const diagram = await readDiagram(context, target, await ledgerTable(context, flags));
  const format = formatOf(flags);
  const form = { id: 'schema', title: titleOf(target), isAlone: true };
  const text = format === 'svg' ? (await svgOf(diagram, form)).text : mermaidOf(diagram);
  const drawn = { context, target, format, text, what: `${targetName(target)}: ${whatIsDrawn(diagram)}` };
  if (flags.check !== undefined) return checkOutcome(drawn, resolve(context.cwd, flags.check));
  if (flags.out !== undefined) return writeOutcome(drawn, resolve(context.cwd, flags.out));
  const result = { format, text };
  return { exitCode: exitCodes.done, result, target, text, form: 'document', summary: `${drawn.what}.\n` };
}

async function readDiagram(context: Context, target: Target, ledger: string): Promise<Diagram> {
  const { database, migratorOptions, close } = await openTarget(context, target);
  try {
    const { wranglerLedger } = migratorOptions;
    const settings = checkLedgerSettings({
      ledger,
      ...(wranglerLedger === undefined ? {} : { wranglerLedger }),
    });
    return diagramOf((await readDumpable(database, settings)).objects);
  } finally {
    close();
  }
}

function formatOf({ format, out, check }: DiagramFlags): 'mermaid' | 'svg' {
  return format ?? (extname(out ?? check ?? '').toLowerCase() === '.svg' ? 'svg' : 'mermaid');
}

// The same wherever the file is.
function titleOf(target: Target): string {
  return `Schema of ${target.kind === 'file' ? (target.file.split(/[\\/]/).at(-1) ?? '') : target.name}`;
}

function whatIsDrawn({ tables, references }: Diagram): string {
  if (tables.length === 0) return 'no tables';
  return `${count(tables.length, 'table')}, ${count(references.length, 'foreign key')}`;
}

type Drawn = {
  readonly context: Context;
  readonly target: Target;
  readonly format: 'mermaid' | 'svg';
  readonly text: string;
  /** The database, and what of it is drawn. */
  readonly what: string;
};

function writeOutcome({ context, target, format, text, what }: Drawn, file: string): Outcome {
  const written = writeDocument(file, text, reportFileUnusable);
  const path = inline(relative(context.cwd, file));
  return {
    exitCode: exitCodes.done,
    result: { format, text, file, written },
    target,
    text: `${path}\n`,
    summary: written ? `Drew ${what}.\n` : `Unchanged: ${path} has ${what}.\n`,
  };
}

function checkOutcome({ context, target, format, text }: Drawn, file: string): Outcome {
  const present = readDocument(file, reportFileUnusable);
  const current = present?.replaceAll('\r\n', '\n') === text;
  const path = inline(relative(context.cwd, file));
  const state =
    present === undefined
      ? 'is missing'
      : `${current ? 'matches' : 'does not match'} the schema of ${targetName(target)}`;
  const next = `${nextLead(context.stderr)}run it with --out instead of --check to write it\n`;
  return {
    exitCode: current ? exitCodes.done : exitCodes.findings,
    result: { format, file, current },
    target,
    text: '',
    summary: `${path} ${state}.\n${current ? '' : next}`,
  };
}
