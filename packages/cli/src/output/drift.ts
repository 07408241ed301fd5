// What has changed in a schema since the last migration.
import { inline } from '@roostjs/internal-errors';
import type { SchemaChange, SchemaStatus } from '@roostjs/migrations-core';
import type { Output } from '../context.ts';
import { nextLead, type Paint, paint, warningLead } from './style.ts';

const colors: Readonly<Record<SchemaChange['change'], Paint>> = {
  created: 'green',
  changed: 'yellow',
  dropped: 'red',
};

/** A line for each object. */
export function changesText(stderr: Output, changes: readonly SchemaChange[]): string {
  return changes
    .map(({ change, type, name }) => `  ${paint(stderr, colors[change], change)} ${type} ${inline(name)}\n`)
    .join('');
}

/** Empty if the schema has not drifted. */
export function driftText(stderr: Output, schema: SchemaStatus): string {
  if (schema.state !== 'drifted') return '';
  const title = `The schema has changed since ${inline(schema.since)}:`;
  return (
    `${warningLead(stderr)}${title}\n${changesText(stderr, schema.changes)}` +
    `${nextLead(stderr)}drifted: ${nextAfterDrift}\n`
  );
}

const nextAfterDrift =
  'undo the change, or write a migration that expects it; roost migrate:repair accepts the current schema';
