// The TypeScript types that a table's author states, each in a comment behind a column:
//
//     settings JSON NOT NULL, -- roost-type: import('./settings').Settings
import { isSameName, tokens } from '@roostjs/internal-sql';
import type { TableDefinition } from '../rebuild/parse-table.ts';
import { typeCommentInvalid } from './errors.ts';
import { flawOfType } from './type-text.ts';

export type TypeComments = { of(column: string): string | undefined };

/** Throws TYPES.COMMENT_INVALID. */
export function typeComments(table: TableDefinition): TypeComments {
  const found: { readonly column: string; readonly type: string }[] = [];
  for (const { kind, start, end } of tokens(table.sql)) {
    const type = kind === 'comment' ? statedType(table.sql.slice(start, end)) : undefined;
    if (type === undefined) continue;
    const column = columnBefore(table, start);
    const flaw = flawOfType(type);
    const refuse = (reason: string) => typeCommentInvalid(table.name.name, column ?? null, type, reason);
    if (column === undefined) throw refuse('is not behind a column');
    if (flaw !== undefined) throw refuse(flaw);
    if (found.some((other) => other.column === column)) throw refuse('is the second one');
    found.push({ column, type });
  }
  return { of: (column) => found.find((other) => isSameName(other.column, column))?.type };
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
