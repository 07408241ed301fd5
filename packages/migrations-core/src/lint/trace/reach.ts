// Which objects of a schema a statement can have changed: only these are read again. Pure.
import { type Statement, splitStatements } from '@roostjs/internal-sql';
import { isVirtual } from '../../database/shadow-tables.ts';
import type { ParsedStatement } from '../sql/statement-kind.ts';
import { type Schema, tableIn } from './schema.ts';

/** What is read about the tables within reach. */
export type Detail = 'columns' | 'keys' | 'indexes';

/** New objects; the objects on the table or view of that name, itself included; or anything. */
export type Reach =
  | { readonly kind: 'new'; readonly details: readonly Detail[] }
  | { readonly kind: 'on'; readonly name: string; readonly details: readonly Detail[] }
  | { readonly kind: 'all' };

const all: Reach = { kind: 'all' };

/** A virtual table creates and drops its shadow tables, and a rename rewrites whatever uses the old name. */
export function reachOf({ text }: Statement, form: ParsedStatement, before: Schema): Reach {
  if (splitStatements(text).length > 1) return all;
  switch (form.kind) {
    case 'create':
      if (form.creation.kind === 'virtual table') return all;
      return { kind: 'new', details: detailsOf(form.creation.kind, text) };
    case 'add-column':
    case 'drop-column':
      return { kind: 'on', name: form.table, details: ['columns', 'keys', 'indexes'] };
    case 'drop': {
      if (form.object === 'view') return { kind: 'on', name: form.name, details: [] };
      const table = form.object === 'table' ? tableIn(before, form.name) : undefined;
      if (table !== undefined && isVirtual(table)) return all;
      const owner = form.object === 'table' ? form.name : ownerOf(form.object, form.name, before);
      return owner === undefined ? all : { kind: 'on', name: owner, details: ['indexes'] };
    }
    default:
      return all;
  }
}

/** A new table has foreign keys or indexes only if its text contains the keyword. */
function detailsOf(kind: string, text: string): readonly Detail[] {
  if (kind === 'index') return ['indexes'];
  if (kind !== 'table') return [];
  return [
    'columns',
    ...(/references/i.test(text) ? ['keys' as const] : []),
    ...(/unique|primary/i.test(text) ? ['indexes' as const] : []),
  ];
}

function ownerOf(type: string, name: string, before: Schema): string | undefined {
  return before.named(name).find((object) => object.type === type)?.on;
}
