// Single edits to the text of a CREATE TABLE. Each returns the whole new text; the rest stays verbatim.
import { isSameName, quotedName, type Token, tokens } from '@roostjs/internal-sql';
import { columnsIn, qualifiersIn } from './expression-columns.ts';
import type { Constraint, ConstraintKind } from './parse-constraint.ts';
import { allConstraints, type ColumnDefinition, type TableDefinition } from './parse-table.ts';
import type { NameAt, Span } from './token-cursor.ts';

type Replacement = Span & { readonly text: string };

export function withTableName(definition: TableDefinition, name: string): string {
  const itself = allConstraints(definition).flatMap(({ references }) =>
    references !== undefined && isSameName(references.table.name, definition.name.name)
      ? [references.table]
      : [],
  );
  const qualifiers = allConstraints(definition).flatMap(({ expression }) =>
    expression === undefined ? [] : qualifiersIn(definition.sql, expression, definition.name.name),
  );
  return replaced(definition.sql, renames([definition.name, ...itself, ...qualifiers], name));
}

/** Every mention of the column in its own table's definition. */
export function withColumnName(definition: TableDefinition, from: string, to: string): string {
  const mentions = [
    ...definition.columns.map((column) => column.name),
    ...mentionedColumns(definition, allConstraints(definition)),
  ];
  return replaced(
    definition.sql,
    renames(
      mentions.filter(({ name }) => isSameName(name, from)),
      to,
    ),
  );
}

/**
 * All columns that constraints mention: in their lists, in their expressions, and as parent columns in the same
 * table.
 */
export function mentionedColumns(
  { sql, name }: TableDefinition,
  constraints: readonly Constraint[],
): readonly NameAt[] {
  // DEFAULT contains no column: a bare or quoted word is a string there.
  return constraints.flatMap(({ kind, columns, expression, references }) => [
    ...columns,
    ...(expression === undefined || kind === 'default' ? [] : columnsIn(sql, expression)),
    ...(references !== undefined && isSameName(references.table.name, name.name) ? references.columns : []),
  ]);
}

export function withoutColumn(definition: TableDefinition, column: ColumnDefinition): string {
  return withoutItem(definition, column);
}

/** An empty text removes the type. */
export function withType({ sql }: TableDefinition, { type }: ColumnDefinition, text: string): string {
  if (text === '') return replaced(sql, [{ ...withSpaceBefore(sql, type), text: '' }]);
  return replaced(sql, [{ ...type, text: type.start === type.end ? ` ${text}` : text }]);
}

/**
 * Replaces the column's constraints of these kinds by the new one, if any; without an old one, adds it at the end.
 */
export function withColumnConstraint(
  definition: TableDefinition,
  column: ColumnDefinition,
  kinds: readonly ConstraintKind[],
  text: string | null,
): string {
  const { sql } = definition;
  const old = column.constraints.filter(({ kind }) => kinds.includes(kind));
  const removals = (constraints: readonly Constraint[]): readonly Replacement[] =>
    constraints.map((constraint) => ({ ...withSpaceBefore(sql, constraint), text: '' }));
  if (text === null) return replaced(sql, removals(old));
  const [first, ...others] = old;
  const added =
    first === undefined
      ? { start: column.end, end: column.end, text: ` ${text}` }
      : { start: first.start, end: first.end, text };
  return replaced(sql, [added, ...removals(others)]);
}

/** `rest` is the column's definition after its name. */
export function withNewColumn(definition: TableDefinition, name: string, rest: string): string {
  const text = `${quotedName(name)} ${rest}`.trim();
  const [next] = definition.constraints;
  return next === undefined ? withLastItem(definition, text) : withItemBefore(definition, next, text);
}

export function withNewConstraint(definition: TableDefinition, text: string): string {
  return withLastItem(definition, text);
}

export function withoutConstraint(definition: TableDefinition, constraint: Constraint): string {
  return withoutItem(definition, constraint);
}

export function withOptions(
  definition: TableDefinition,
  { withoutRowid, strict }: { withoutRowid: boolean; strict: boolean },
): string {
  const words = [...(strict ? ['STRICT'] : []), ...(withoutRowid ? ['WITHOUT ROWID'] : [])];
  const text = words.length === 0 ? '' : ` ${words.join(', ')}`;
  return replaced(definition.sql, [{ ...definition.options, text }]);
}

function withItemBefore({ sql }: TableDefinition, { start }: Span, text: string): string {
  const space = Array.from(tokens(sql)).find(({ kind, end }) => kind === 'space' && end === start);
  const between = space === undefined ? ' ' : sql.slice(space.start, space.end);
  return replaced(sql, [{ start, end: start, text: `${text},${between}` }]);
}

// Inserts after the comment of the previous item, and on a line of its own if the definition has more than one line.
function withLastItem({ sql, columns, constraints, name, close }: TableDefinition, text: string): string {
  const last = [...columns, ...constraints].at(-1) ?? name;
  const at =
    Array.from(tokens(sql)).findLast(({ kind, end }) => kind !== 'space' && end <= close)?.end ?? close;
  const [, indent = ''] = /\n([ \t]*)[^\n]*$/.exec(sql.slice(0, last.start)) ?? [];
  const before = sql.slice(0, close).includes('\n') ? `\n${indent}` : ' ';
  return replaced(sql, [
    { start: last.end, end: last.end, text: ',' },
    { start: at, end: at, text: before + text },
  ]);
}

// Removes the item with the comma after it, or before it if it is the last. Comments stay, since they may be about
// other items.
function withoutItem(definition: TableDefinition, item: Span): string {
  const { sql, columns, constraints } = definition;
  const items: readonly Span[] = [...columns, ...constraints];
  const index = items.findIndex(({ start }) => start === item.start);
  const [before, after] = [items[index - 1], items[index + 1]];
  const between =
    after === undefined
      ? { start: before?.end ?? item.start, end: item.start }
      : { start: item.end, end: after.start };
  const commas = Array.from(tokens(sql)).filter(
    ({ start, end }) => start >= between.start && end <= between.end && sql.slice(start, end) === ',',
  );
  const removed = before === undefined ? item : withSpaceBefore(sql, item);
  return replaced(
    sql,
    [...commas, removed].map(({ start, end }) => ({ start, end, text: '' })),
  );
}

function renames(places: readonly NameAt[], name: string): readonly Replacement[] {
  return places.map(({ start, end }) => ({ start, end, text: quotedName(name) }));
}

// The text that follows must not become part of a line comment.
function withSpaceBefore(sql: string, { start, end }: Span): Span {
  const [space, other] = Array.from(tokens(sql))
    .filter((token) => token.end <= start)
    .reverse();
  if (space?.kind !== 'space') return { start, end };
  const followsComment = other !== undefined && isLineComment(sql, other);
  return followsComment && !endsLine(sql, end) ? { start, end } : { start: space.start, end };
}

function isLineComment(sql: string, { kind, start }: Token): boolean {
  return kind === 'comment' && sql.startsWith('--', start);
}

function endsLine(sql: string, at: number): boolean {
  return /^[ \t]*\n/.test(sql.slice(at));
}

function replaced(sql: string, replacements: readonly Replacement[]): string {
  const inOrder = [...replacements].sort((one, other) => one.start - other.start);
  let text = '';
  let end = 0;
  for (const replacement of inOrder) {
    text = joinTokens(joinTokens(text, sql.slice(end, replacement.start)), replacement.text);
    end = replacement.end;
  }
  return joinTokens(text, sql.slice(end));
}

// Two words need a space between them; a word and a parenthesis do not.
function joinTokens(before: string, after: string): string {
  const isJoined = /[\w$\u0080-\uffff]$/.test(before) && /^[\w$\u0080-\uffff]/.test(after);
  return isJoined ? `${before} ${after}` : before + after;
}
