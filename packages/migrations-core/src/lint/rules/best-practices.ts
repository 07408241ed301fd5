// What works but causes trouble later: virtual tables, and seeds that differ between databases.

import type { Lexeme } from '@roostjs/internal-sql';
import { nameAfter } from '../trace/renames.ts';
import { tableIn } from '../trace/schema.ts';
import type { MigrationTrace, Observation } from '../trace/trace.ts';
import { sqlName } from './wording.ts';

export function virtualTable({ steps }: MigrationTrace): readonly Observation[] {
  return steps.flatMap((step, at) => {
    const { form, before, after } = step;
    if (form.kind !== 'create' || form.creation.kind !== 'virtual table' || before === after) return [];
    const name = nameAfter(form.creation.name, steps.slice(at + 1));
    if (name === null) return [];
    return [
      {
        step,
        message: `While the virtual table '${name}' exists, wrangler d1 export of the whole database fails.`,
        once: { per: 'folder', subject: `'${name}'` },
        holdsAt: ({ schema, nameOf }) => tableIn(schema, nameOf(name)) !== undefined,
        suggestion: `# name the tables to export:\nwrangler d1 export <database> --remote --output dump.sql --table <table>`,
      },
    ];
  });
}

export function nonDeterministicSeed({ steps }: MigrationTrace): readonly Observation[] {
  return steps.flatMap((step) => {
    const { form, statement } = step;
    // A SELECT from a table is a backfill, whose values are each database's own in any case.
    if (form.kind !== 'insert' || form.source.some(({ word }) => word === 'from')) return [];
    const random = form.source.find((_, at) => isCall(form.source, at, /^random(?:blob)?$/));
    const clock = form.source.find((_, at) => isClock(form.source, at));
    const call = random ?? clock;
    if (call === undefined) return [];
    return [
      {
        step,
        severity: random === undefined ? 'advice' : 'warning',
        once: { per: 'migration', subject: `statement ${step.number}` },
        message: `${statement.text.slice(call.start, call.end)} returns a different value on each database, so the rows of '${form.table}' differ.`,
        suggestion: `INSERT INTO ${sqlName(form.table)} … VALUES (${random === undefined ? "'2026-01-31 12:00:00'" : "'a value of your own'"}, …);`,
      },
    ];
  });
}

function isCall(source: readonly Lexeme[], at: number, name: RegExp): boolean {
  return source[at + 1]?.word === '(' && source[at]?.kind === 'word' && name.test(source[at]?.word ?? '');
}

function isClock(source: readonly Lexeme[], at: number): boolean {
  if (/^current_(?:date|time|timestamp)$/.test(source[at]?.word ?? '')) return true;
  if (!isCall(source, at, /^(?:date|time|datetime|julianday|unixepoch|strftime)$/)) return false;
  // Without an argument, and with 'now', the function reads the clock.
  const isEmpty = source[at + 2]?.word === ')';
  return isEmpty || source.slice(at + 2, at + 6).some(({ word }) => word === "'now'");
}
