// Parses the beginning of a CREATE INDEX, CREATE VIEW or CREATE TRIGGER.
import { identifiersIn } from '@roostjs/internal-sql';
import { Cursor } from './token-cursor.ts';

export type TriggerEvent = 'DELETE' | 'INSERT' | 'UPDATE';

type ObjectBase = {
  readonly name: string;
  readonly sql: string;
  /** Every name after its own that it may refer to: unquoted, in lower case, including keywords. */
  readonly referencedNames: ReadonlySet<string>;
};

export type ParsedObject =
  | (ObjectBase & { readonly type: 'index'; readonly table: string })
  | (ObjectBase & { readonly type: 'view' })
  | (ObjectBase & { readonly type: 'trigger'; readonly table: string; readonly event: TriggerEvent });

/** Throws REBUILD.UNREADABLE if the text creates something else. */
export function parseObject(sql: string): ParsedObject {
  const cursor = new Cursor(sql);
  cursor.expect('create');
  if (cursor.take('view')) return { type: 'view', ...readBase(cursor) };
  if (cursor.take('trigger')) return readTrigger(cursor);
  cursor.take('unique');
  if (!cursor.take('index')) cursor.refuse('INDEX, VIEW or TRIGGER');
  const { name } = readBase(cursor);
  cursor.expect('on');
  const table = cursor.takeName().name;
  return { type: 'index', name, table, sql, referencedNames: namesFrom(cursor) };
}

function readTrigger(cursor: Cursor): ParsedObject {
  const base = readBase(cursor);
  if (!cursor.take('before') && !cursor.take('after')) cursor.take('instead', 'of');
  const event = readEvent(cursor);
  if (event === 'UPDATE' && cursor.take('of')) {
    do cursor.takeName();
    while (cursor.take(','));
  }
  cursor.expect('on');
  return { type: 'trigger', ...base, event, table: cursor.takeQualifiedName().name };
}

function readEvent(cursor: Cursor): TriggerEvent {
  if (cursor.take('delete')) return 'DELETE';
  if (cursor.take('insert')) return 'INSERT';
  cursor.expect('update');
  return 'UPDATE';
}

function readBase(cursor: Cursor): ObjectBase {
  cursor.take('if', 'not', 'exists');
  const { name } = cursor.takeQualifiedName();
  return { name, sql: cursor.sql, referencedNames: namesFrom(cursor) };
}

function namesFrom(cursor: Cursor): ReadonlySet<string> {
  return identifiersIn(cursor.sql.slice(cursor.start));
}
