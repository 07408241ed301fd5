// What every form of a report says in the same words.
import type { Loss } from '@roostjs/migrations-core';
import { type Diagram, type DiagramTable, referenceText } from '../diagram/diagram.ts';
import { count } from '../output/style.ts';
import { warningText } from '../output/warnings.ts';
import type { Review, ReviewedMigration } from './review.ts';
import { isBlockingFinding } from './review.ts';

export function lossText({ table, column, rows }: Loss): string {
  const place = column === null ? table : `${table}.${column}`;
  if (rows === null) return `all data in ${place}, which cannot be counted`;
  return `${count(rows, column === null ? 'row' : 'value')} of ${place}`;
}

export const phaseWords: Readonly<Record<ReviewedMigration['phase'], string>> = {
  expand: 'running code goes on working',
  contract: 'running code may need what goes away',
  data: 'only rows change',
  mixed: 'both expand and contract',
  none: 'nothing that a statement could show changes',
  unknown: 'cannot be found, because it fails',
};

/** What is said of pending migrations if there is nothing to decide. */
export function fineText({ database }: Review): string {
  return database.kind === 'base'
    ? 'Nothing stops the run. Which rows would be lost, only the database can show.'
    : 'Nothing stops the run. No existing data would be lost.';
}

/** Whose migrations they are, before its name. */
export function titleLead({ database }: Review): string {
  return database.kind === 'base' ? 'Migrations since' : 'Migrations of';
}

/** What a person has to decide, a sentence each; empty if there is nothing. */
export function decisionsOf({
  refusal,
  migrations,
  findings,
  losses,
  queries,
  drift,
}: Review): readonly string[] {
  const failing = migrations.filter(({ problem }) => problem !== null).length;
  const blocking = findings.filter(isBlockingFinding).length;
  const breaking = queries?.findings.length ?? 0;
  return [
    ...(refusal === null ? [] : ['roost migrate refuses the run']),
    ...(failing === 0 ? [] : [`${count(failing, 'migration')} ${failing === 1 ? 'fails' : 'fail'}`]),
    ...((losses?.losses ?? []).length === 0 ? [] : ['existing data would be lost']),
    ...(blocking === 0 ? [] : [`lint has ${count(blocking, 'blocking finding')}`]),
    ...(breaking === 0 ? [] : [`${breaking} ${breaking === 1 ? 'query' : 'queries'} would break`]),
    ...(drift === null ? [] : ['the schema has drifted']),
  ];
}

/** What is said nowhere else in a report. */
export function warningsOf({ warnings }: Review): readonly string[] {
  const elsewhere = ['SCHEMA.DRIFTED', 'MIGRATION.CHANGED', 'MIGRATION.MISSING'];
  return warnings
    .filter(({ code }) => !elsewhere.includes(code))
    .map((warning) => warningText('migrate', warning));
}

/** The parts of the schema that change, as text: a sign, and what it is. */
export function changesOf({ tables, references }: Diagram): readonly string[] {
  const ofReferences = references.flatMap((reference) =>
    reference.change === null ? [] : [`${signs[reference.change]} foreign key ${referenceText(reference)}`],
  );
  return [...tables.flatMap(tableChanges), ...ofReferences];
}

const signs = { added: '+', removed: '−', changed: '~' } as const;

function tableChanges({ name, change, columns }: DiagramTable): readonly string[] {
  if (change === null) return [];
  if (change !== 'changed') return [`${signs[change]} table ${name}`];
  const own = columns.flatMap((column) =>
    column.change === null ? [] : [`${signs[column.change]} column ${name}.${column.name}`],
  );
  return own.length === 0 ? [`~ table ${name}`] : own;
}

/** Above it, only what changes is drawn at once. */
export const mostTables = 12;

export const rowsMayMatter =
  'It reads the database, so on existing rows it may run other statements than these.';

export const notCounted = 'It was not counted, because roost migrate refuses the run.';

export const noPending = 'Nothing is pending.';
