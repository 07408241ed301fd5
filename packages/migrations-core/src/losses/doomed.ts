// Which tables and columns a run drops or empties, read off its statements. Pure.
import { statementOf } from '@roostjs/internal-sql';
import { takenBy } from '../lint/copies.ts';
import { type Form, formOf } from '../lint/forms.ts';

export type Doomed = { readonly table: string; readonly column: string | null };

/**
 * The statements of one migration. A table that stands under its name again at the end is none where all of its rows were put
 * elsewhere before, as a rebuild does.
 */
export function doomedBy(statements: readonly string[]): readonly Doomed[] {
  const forms = statements.map((sql) => formOf(statementOf(sql)));
  return forms.flatMap((form, index) => {
    const doomed = doomedByForm(form);
    if (doomed === undefined) return [];
    const isKept = forms.slice(0, index).some((earlier) => copiesAll(earlier, doomed.table));
    const isBack = forms.slice(index + 1).some((later) => bringsBack(later, doomed.table));
    return doomed.column === null && isKept && isBack ? [] : [doomed];
  });
}

function doomedByForm(form: Form): Doomed | undefined {
  if (form.kind === 'drop' && form.object === 'table') return { table: form.name, column: null };
  if (form.kind === 'drop-column') return { table: form.table, column: form.column };
  if (form.kind === 'delete' && form.isAll) return { table: form.table, column: null };
  return undefined;
}

function copiesAll(form: Form, table: string): boolean {
  if (form.kind !== 'create' && form.kind !== 'insert') return false;
  const taken = takenBy(form.source);
  return taken.some((one) => one.isWhole && one.table === table.toLowerCase());
}

function bringsBack(form: Form, table: string): boolean {
  const name = table.toLowerCase();
  if (form.kind === 'create')
    return form.creation.kind.endsWith('table') && form.creation.name.toLowerCase() === name;
  if (form.kind === 'insert') return form.table.toLowerCase() === name;
  return form.kind === 'rename-table' && form.to.toLowerCase() === name;
}
