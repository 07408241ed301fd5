// Parses the constraints of CREATE TABLE, of a column or of the table.
import type { Cursor, NameAt, Span } from './token-cursor.ts';

export type ConstraintKind =
  | 'primary key'
  | 'not null'
  | 'null'
  | 'unique'
  | 'check'
  | 'default'
  | 'collate'
  | 'references'
  | 'foreign key'
  | 'generated'
  | 'deferrable'
  /** CONSTRAINT with a name and nothing after it, which SQLite accepts. */
  | 'name';

export type References = { readonly table: NameAt; readonly columns: readonly NameAt[] };

export type Constraint = Span & {
  readonly kind: ConstraintKind;
  /** The name after CONSTRAINT. */
  readonly name: NameAt | undefined;
  /** The table's own columns that a table's constraint lists. */
  readonly columns: readonly NameAt[];
  /** The expression in the parentheses of CHECK and of a generated column, and after DEFAULT. */
  readonly expression: Span | undefined;
  readonly references: References | undefined;
  readonly autoincrement: boolean;
  /** Only in a column's PRIMARY KEY. */
  readonly descending: boolean;
  /** The word after ON CONFLICT, in lower case. */
  readonly conflict: string | undefined;
};

type Body = Omit<Constraint, 'start' | 'end' | 'name'>;

export function readColumnConstraint(cursor: Cursor): Constraint {
  return readConstraint(cursor, readColumnBody);
}

export function readTableConstraint(cursor: Cursor): Constraint {
  return readConstraint(cursor, readTableBody);
}

function readConstraint(cursor: Cursor, readBody: (cursor: Cursor) => Body | undefined): Constraint {
  const { start } = cursor;
  const name = cursor.take('constraint') ? cursor.takeName() : undefined;
  const body = readBody(cursor);
  if (body === undefined && name === undefined) cursor.refuse('a constraint');
  return { ...(body ?? plain('name')), start, end: cursor.end, name };
}

function readColumnBody(cursor: Cursor): Body | undefined {
  if (cursor.take('primary', 'key')) return readPrimaryKey(cursor);
  if (cursor.take('not', 'null')) return withConflict(cursor, plain('not null'));
  if (cursor.take('null')) return withConflict(cursor, plain('null'));
  if (cursor.take('unique')) return withConflict(cursor, plain('unique'));
  if (cursor.take('check')) return { ...plain('check'), expression: cursor.takeParenthesised() };
  if (cursor.take('default')) return { ...plain('default'), expression: readDefault(cursor) };
  if (cursor.take('collate')) return named(cursor, plain('collate'));
  if (cursor.take('references'))
    return { ...plain('references'), references: readReferences(cursor), columns: [] };
  if (cursor.take('generated', 'always', 'as') || cursor.take('as')) return readGenerated(cursor);
  return readDeferral(cursor) ? plain('deferrable') : undefined;
}

function readTableBody(cursor: Cursor): Body | undefined {
  if (cursor.take('primary', 'key')) return readKey(cursor, 'primary key');
  if (cursor.take('unique')) return readKey(cursor, 'unique');
  if (cursor.take('check')) {
    return withConflict(cursor, { ...plain('check'), expression: cursor.takeParenthesised() });
  }
  if (!cursor.take('foreign', 'key')) return undefined;
  const columns = readNames(cursor);
  cursor.expect('references');
  return { ...plain('foreign key'), columns, references: readReferences(cursor) };
}

function plain(kind: ConstraintKind): Body {
  return {
    kind,
    columns: [],
    expression: undefined,
    references: undefined,
    autoincrement: false,
    descending: false,
    conflict: undefined,
  };
}

function named(cursor: Cursor, body: Body): Body {
  cursor.takeName();
  return body;
}

function withConflict(cursor: Cursor, body: Body): Body {
  return cursor.take('on', 'conflict') ? { ...body, conflict: cursor.takeName().name.toLowerCase() } : body;
}

function readPrimaryKey(cursor: Cursor): Body {
  const descending = takeOrder(cursor) === 'desc';
  const body = withConflict(cursor, plain('primary key'));
  return { ...body, autoincrement: cursor.take('autoincrement'), descending };
}

function readKey(cursor: Cursor, kind: ConstraintKind): Body {
  cursor.expect('(');
  const columns = readNameList(cursor);
  const autoincrement = cursor.take('autoincrement');
  cursor.expect(')');
  return withConflict(cursor, { ...plain(kind), columns, autoincrement });
}

function takeOrder(cursor: Cursor): 'asc' | 'desc' {
  const order = cursor.take('desc') ? 'desc' : 'asc';
  if (order === 'asc') cursor.take('asc');
  return order;
}

function readDefault(cursor: Cursor): Span {
  const { start } = cursor;
  if (cursor.peek() === '(') cursor.takeParenthesised();
  else {
    if (!cursor.take('-')) cursor.take('+');
    cursor.skip();
  }
  return { start, end: cursor.end };
}

function readGenerated(cursor: Cursor): Body {
  const expression = cursor.takeParenthesised();
  if (!cursor.take('stored')) cursor.take('virtual');
  return { ...plain('generated'), expression };
}

function readReferences(cursor: Cursor): References {
  const table = cursor.takeName();
  const columns = cursor.peek() === '(' ? readNames(cursor) : [];
  for (;;) {
    if (cursor.take('match')) cursor.takeName();
    else if (cursor.take('on')) readAction(cursor);
    else break;
  }
  readDeferral(cursor);
  return { table, columns };
}

function readAction(cursor: Cursor): void {
  cursor.takeName();
  const words = [['set', 'null'], ['set', 'default'], ['cascade'], ['restrict'], ['no', 'action']];
  if (!words.some((action) => cursor.take(...action))) cursor.refuse('an action of ON DELETE or ON UPDATE');
}

function readDeferral(cursor: Cursor): boolean {
  if (!cursor.take('not', 'deferrable') && !cursor.take('deferrable')) return false;
  if (cursor.take('initially') && !cursor.take('deferred')) cursor.expect('immediate');
  return true;
}

function readNames(cursor: Cursor): readonly NameAt[] {
  cursor.expect('(');
  const names = readNameList(cursor);
  cursor.expect(')');
  return names;
}

// Each name may have a collation and an order, which SQLite accepts even in a foreign key.
function readNameList(cursor: Cursor): readonly NameAt[] {
  const names: NameAt[] = [];
  do {
    names.push(cursor.takeName());
    if (cursor.take('collate')) cursor.takeName();
    takeOrder(cursor);
  } while (cursor.take(','));
  return names;
}
