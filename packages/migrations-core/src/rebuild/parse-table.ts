// Parses the text of a CREATE TABLE, as SQLite stores it, into its parts and their positions. The grammar is that of
// SQLite's parse.y; anything else is refused (REBUILD.UNREADABLE), never guessed.
import { type Constraint, readColumnConstraint, readTableConstraint } from './parse-constraint.ts';
import { Cursor, type NameAt, type Span } from './token-cursor.ts';

export type ColumnDefinition = Span & {
  readonly name: NameAt;
  /** Empty, after the name, if the column has no type. */
  readonly type: Span;
  readonly constraints: readonly Constraint[];
};

export type TableDefinition = {
  readonly sql: string;
  readonly name: NameAt;
  readonly columns: readonly ColumnDefinition[];
  readonly constraints: readonly Constraint[];
  /** The position of the closing parenthesis. */
  readonly close: number;
  /** The options after it. */
  readonly options: Span;
  readonly withoutRowid: boolean;
  readonly strict: boolean;
};

export function readTableDefinition(sql: string): TableDefinition {
  const cursor = new Cursor(sql);
  cursor.expect('create', 'table');
  cursor.take('if', 'not', 'exists');
  const name = cursor.takeQualifiedName();
  cursor.expect('(');
  const columns = [readColumn(cursor)];
  while (cursor.take(',') && !beginsTableConstraint(cursor)) columns.push(readColumn(cursor));
  const constraints = readTableConstraints(cursor);
  cursor.expect(')');
  const close = cursor.end - 1;
  return { sql, name, columns, constraints, close, ...readOptions(cursor) };
}

/** The constraints of the columns first. */
export function allConstraints({ columns, constraints }: TableDefinition): readonly Constraint[] {
  return [...columns.flatMap((column) => column.constraints), ...constraints];
}

/** The columns of the primary key; empty if there is none. */
export function primaryKeyOf({ columns, constraints }: TableDefinition): readonly string[] {
  const own = columns.find((column) => column.constraints.some(({ kind }) => kind === 'primary key'));
  if (own !== undefined) return [own.name.name];
  return constraints.find(({ kind }) => kind === 'primary key')?.columns.map(({ name }) => name) ?? [];
}

/** Whether the column is computed, and so cannot be written. */
export function isGenerated({ constraints }: ColumnDefinition): boolean {
  return constraints.some(({ kind }) => kind === 'generated');
}

function readColumn(cursor: Cursor): ColumnDefinition {
  const name = cursor.takeName();
  const type = readType(cursor);
  const constraints: Constraint[] = [];
  while (!endsItem(cursor)) constraints.push(readColumnConstraint(cursor));
  return { start: name.start, end: cursor.end, name, type, constraints };
}

// A type is any number of names, then one or two numbers in parentheses.
function readType(cursor: Cursor): Span {
  const before = cursor.end;
  if (endsItem(cursor) || beginsColumnConstraint(cursor)) return { start: before, end: before };
  const { start } = cursor;
  while (cursor.isName() && !beginsColumnConstraint(cursor)) cursor.takeName();
  if (cursor.end > before && cursor.peek() === '(') cursor.takeParenthesised();
  return { start, end: cursor.end };
}

// SQLite allows the comma between two constraints to be omitted.
function readTableConstraints(cursor: Cursor): readonly Constraint[] {
  const constraints: Constraint[] = [];
  while (beginsTableConstraint(cursor)) {
    constraints.push(readTableConstraint(cursor));
    if (cursor.take(',') && !beginsTableConstraint(cursor)) cursor.refuse('a constraint');
  }
  return constraints;
}

function readOptions(cursor: Cursor): Pick<TableDefinition, 'options' | 'withoutRowid' | 'strict'> {
  const start = cursor.end;
  let withoutRowid = false;
  let strict = false;
  if (!endsStatement(cursor)) {
    do {
      if (cursor.take('without', 'rowid')) withoutRowid = true;
      else if (cursor.take('strict')) strict = true;
      else cursor.refuse('WITHOUT ROWID or STRICT');
    } while (cursor.take(','));
  }
  const { end } = cursor;
  if (!endsStatement(cursor)) cursor.refuse('the end of the statement');
  return { options: { start, end }, withoutRowid, strict };
}

function endsStatement(cursor: Cursor): boolean {
  while (cursor.take(';'));
  return cursor.peek() === '';
}

function endsItem(cursor: Cursor): boolean {
  return [',', ')', ''].includes(cursor.peek());
}

const tableConstraintWords = ['constraint', 'primary', 'unique', 'check', 'foreign'];

function beginsTableConstraint(cursor: Cursor): boolean {
  return tableConstraintWords.includes(cursor.peek());
}

// These words are reserved everywhere; GENERATED only before ALWAYS.
const columnConstraintWords = [
  'constraint',
  'primary',
  'not',
  'null',
  'unique',
  'check',
  'default',
  'collate',
  'references',
  'as',
  'deferrable',
];

function beginsColumnConstraint(cursor: Cursor): boolean {
  const word = cursor.peek();
  return columnConstraintWords.includes(word) || (word === 'generated' && cursor.peek(1) === 'always');
}
