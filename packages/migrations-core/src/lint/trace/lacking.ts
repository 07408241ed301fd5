// What a schema lacks because statements failed: the errors of later statements may only follow from that. Pure.
import { nameKey } from '@roostjs/internal-sql';
import type { ParsedStatement } from '../sql/statement-kind.ts';

/** The names, in lower case, that failed statements would have created or removed. */
export type Lacking = ReadonlySet<string>;

const aboutNames =
  /no such|no column named|already exists|duplicate column|there is already|unknown column|does not exist|no tables specified/i;

/** Whether an error only says that something is missing, or still there, because another statement failed. */
export function followsFrom(lacking: Lacking, error: string): boolean {
  if (lacking.size === 0 || !aboutNames.test(error)) return false;
  return (error.match(/[\p{L}\d_$]+/gu) ?? []).some((word) => lacking.has(nameKey(word)));
}

/** `error`: why the statement failed; null if it did not, which makes up for an earlier failure. */
export function lackingAfter(lacking: Lacking, form: ParsedStatement, error: string | null): Lacking {
  const names = changedNames(form).map(nameKey);
  if (error === null) return new Set([...lacking].filter((name) => !names.includes(name)));
  // What exists already is not lacking.
  return /already exists|duplicate column/i.test(error) ? lacking : new Set([...lacking, ...names]);
}

function changedNames(form: ParsedStatement): readonly string[] {
  switch (form.kind) {
    case 'create':
      return [form.creation.name];
    case 'drop':
      return [form.name];
    case 'rename-table':
      return [form.table, form.to];
    case 'rename-column':
      return [form.from, form.to];
    case 'add-column':
    case 'drop-column':
      return [form.column];
    default:
      return [];
  }
}
