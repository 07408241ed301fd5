// The TypeScript types that a table's author states, each in a comment behind a column:
//
//     settings JSON NOT NULL, -- roost-type: import('./settings').Settings
import { tokens } from '@roostjs/internal-sql';
import type { TableDefinition } from '../rebuild/parse-table.ts';
import { typeCommentInvalid } from './errors.ts';
import { flawOfType } from './type-text.ts';

export type TypeComments = { of(column: string): string | undefined };

/** What a comment states, and the column that it is behind; undefined if it is behind none. */
type Stated = { readonly column: string | undefined; readonly type: string };

/** `kept`: what an earlier text of the table states of a column. Throws TYPES.COMMENT_INVALID. */
export function refuseInvalidComments(table: TableDefinition, kept: TypeComments): void {
  const found = statedTypes(table);
  for (const [index, { column, type }] of found.entries()) {
    const flaw = flawOfType(type);
    const refuse = (reason: string) => typeCommentInvalid(table.name.name, column ?? null, type, reason);
    if (column === undefined) throw refuse('is not behind a column');
    if (flaw !== undefined) throw refuse(flaw);
    if (found.slice(0, index).some((other) => other.column === column)) throw refuse('is the second one');
  }
  for (const { name } of table.columns) {
    const type = kept.of(name.name);
    const flaw = type === undefined ? undefined : flawOfType(type);
    if (type !== undefined && flaw !== undefined)
      throw typeCommentInvalid(table.name.name, name.name, type, flaw);
  }
}

/** In the order of the text, as they are written. */
export function statedTypes(table: TableDefinition): readonly Stated[] {
  return Array.from(tokens(table.sql)).flatMap(({ kind, start, end }) => {
    const type = kind === 'comment' ? statedType(table.sql.slice(start, end)) : undefined;
    return type === undefined ? [] : [{ column: columnBefore(table, start), type }];
  });
}

/** For an object whose text declares no columns. Throws TYPES.COMMENT_INVALID. */
export function refuseTypeComments(name: string, sql: string): void {
  for (const { kind, start, end } of tokens(sql)) {
    const type = kind === 'comment' ? statedType(sql.slice(start, end)) : undefined;
    if (type !== undefined) throw typeCommentInvalid(name, null, type, 'is not behind a column');
  }
}

function statedType(comment: string): string | undefined {
  const text = comment.startsWith('--') ? comment.slice(2) : comment.slice(2).replace(/\*\/$/, '');
  return /^\s*roost-type\b\s*:?(.*)$/s.exec(text)?.[1]?.trim();
}

/** The column whose definition contains the position, or ends before it on the same line. */
function columnBefore({ sql, columns }: TableDefinition, at: number): string | undefined {
  const column = columns.findLast(({ start }) => start < at);
  if (column === undefined) return undefined;
  const between = Array.from(tokens(sql.slice(column.end, at)));
  const isBehind = between.every(
    ({ kind, start, end }) =>
      kind === 'comment' || /^(?:[ \t]+|,)$/.test(sql.slice(column.end + start, column.end + end)),
  );
  return at < column.end || isBehind ? column.name.name : undefined;
}
