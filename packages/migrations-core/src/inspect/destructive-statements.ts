// Which tables and columns a run drops or empties, read off its statements. Pure.
import { isSameName, type Lexeme, nameKey, statementOf } from '@roostjs/internal-sql';
import { type SelectSource, sourcesOf } from '../lint/sql/select-sources.ts';
import { type ParsedStatement, parseStatement } from '../lint/sql/statement-kind.ts';

export type DestroyedData = { readonly table: string; readonly column: string | null };

/**
 * The statements of one migration. A table is none where all of its rows were put elsewhere before, and it is filled from
 * another under its name again, as a rebuild does. One that is only made again is empty.
 */
export function destroyedBy(statements: readonly string[]): readonly DestroyedData[] {
  const forms = formsOf(statements);
  return forms.flatMap((form, index) => {
    const doomed = doomedByForm(form);
    return doomed === undefined || isRebuilt(doomed, forms, index) ? [] : [doomed];
  });
}

/** A table that is none of those because its rows are put elsewhere and come back, and the columns that were put there, in lower case. */
export type Rebuilt = { readonly table: string; readonly copied: 'all' | ReadonlySet<string> };

export function rebuiltBy(statements: readonly string[]): readonly Rebuilt[] {
  const forms = formsOf(statements);
  return forms.flatMap((form, index) => {
    const doomed = doomedByForm(form);
    if (doomed === undefined || !isRebuilt(doomed, forms, index)) return [];
    const { table } = doomed;
    const items = forms
      .slice(0, index)
      .flatMap((earlier) => takenOf(earlier, table))
      .flatMap((one) => one.items);
    return [{ table, copied: items.includes('all') ? 'all' : new Set(items.flat()) }];
  });
}

function formsOf(statements: readonly string[]): readonly ParsedStatement[] {
  return statements.map((sql) => parseStatement(statementOf(sql)));
}

function isRebuilt(
  { table, column }: DestroyedData,
  forms: readonly ParsedStatement[],
  index: number,
): boolean {
  const isKept = forms
    .slice(0, index)
    .some((earlier) => takenOf(earlier, table).some((one) => one.readsAllRows));
  const isBack = forms.some((later, at) => at > index && bringsBack(later, table, forms.slice(0, at)));
  return column === null && isKept && isBack;
}

function doomedByForm(form: ParsedStatement): DestroyedData | undefined {
  if (form.kind === 'drop' && form.object === 'table') return { table: form.name, column: null };
  if (form.kind === 'drop-column') return { table: form.table, column: form.column };
  if (form.kind === 'delete' && form.isAll) return { table: form.table, column: null };
  return undefined;
}

function takenOf(form: ParsedStatement, table: string): readonly SelectSource[] {
  if (form.kind !== 'create' && form.kind !== 'insert') return [];
  return sourcesOf(form.source).filter((one) => one.table === nameKey(table));
}

function bringsBack(form: ParsedStatement, table: string, before: readonly ParsedStatement[]): boolean {
  if (form.kind !== 'rename-table') return fills(form, table);
  return isSameName(form.to, table) && before.some((earlier) => fills(earlier, form.table));
}

/** Whether it puts rows of another table into this one. */
function fills(form: ParsedStatement, table: string): boolean {
  if (form.kind === 'create') return isSameName(form.creation.name, table) && selects(form.source);
  return form.kind === 'insert' && isSameName(form.table, table) && selects(form.source);
}

function selects(source: readonly Lexeme[]): boolean {
  return source.some(({ word }) => word === 'from');
}
