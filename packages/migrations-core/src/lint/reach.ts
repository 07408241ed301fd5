// Which objects of a schema a statement can have changed, so that only these are read again. Pure.
import { isSameName, type Statement, splitStatements } from '@roostjs/internal-sql';
import { isVirtual } from '../shadow-tables.ts';
import type { Form } from './forms.ts';
import { type Schema, tableIn } from './schema.ts';

/** What is new; what is on the table or the view of that name, itself among it; or anything. */
export type Reach =
  | { readonly kind: 'new' }
  | { readonly kind: 'on'; readonly name: string }
  | { readonly kind: 'all' };

const all: Reach = { kind: 'all' };

/** A virtual table brings others and takes them along, and a new name is written into whatever uses the old one. */
export function reachOf({ text }: Statement, form: Form, before: Schema): Reach {
  if (splitStatements(text).length > 1) return all;
  switch (form.kind) {
    case 'create':
      return form.creation.kind === 'virtual table' ? all : { kind: 'new' };
    case 'add-column':
    case 'drop-column':
      return { kind: 'on', name: form.table };
    case 'drop': {
      const table = tableIn(before, form.name);
      if (form.object === 'table') return table !== undefined && isVirtual(table) ? all : on(form.name);
      return form.object === 'view' ? on(form.name) : on(ownerOf(form.object, form.name, before));
    }
    default:
      return all;
  }
}

function on(name: string | undefined): Reach {
  return name === undefined ? all : { kind: 'on', name };
}

function ownerOf(type: string, name: string, before: Schema): string | undefined {
  return before.named(name).find((object) => object.type === type && isSameName(object.name, name))?.on;
}
