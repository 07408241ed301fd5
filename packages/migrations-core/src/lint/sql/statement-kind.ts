// Parses what a statement does to tables and columns from its tokens. Anything else is `other`.
import {
  type Creation,
  creationOf,
  isSameName,
  type Lexeme,
  type Statement,
  targetAt,
  wordsAt,
} from '@roostjs/internal-sql';
import { closingParenthesis, indexAtTopLevel, splitAtCommas } from './token-search.ts';

export type Assignment = { readonly columns: readonly string[]; readonly value: readonly Lexeme[] };

export type ParsedStatement =
  | { readonly kind: 'create'; readonly creation: Creation; readonly source: readonly Lexeme[] }
  | {
      readonly kind: 'drop';
      readonly object: 'table' | 'view' | 'index' | 'trigger';
      readonly name: string;
    }
  | { readonly kind: 'rename-table'; readonly table: string; readonly to: string }
  | { readonly kind: 'rename-column'; readonly table: string; readonly from: string; readonly to: string }
  | { readonly kind: 'add-column'; readonly table: string; readonly column: string }
  | { readonly kind: 'drop-column'; readonly table: string; readonly column: string }
  | {
      readonly kind: 'insert';
      readonly table: string;
      /** null if the statement names none. */
      readonly columns: readonly string[] | null;
      readonly source: readonly Lexeme[];
      /** The conflict clause: the word after OR, in lower case; null if there is none. */
      readonly or: string | null;
    }
  | { readonly kind: 'delete'; readonly table: string; readonly isAll: boolean }
  | {
      readonly kind: 'update';
      readonly table: string;
      readonly assignments: readonly Assignment[];
      readonly isAll: boolean;
      /** Whether it skips only rows that already have the new value, or skips none. */
      readonly skipsOnlyEqualRows: boolean;
      /** As for an INSERT. */
      readonly or: string | null;
    }
  | { readonly kind: 'other' };

const other: ParsedStatement = { kind: 'other' };

export function parseStatement(statement: Statement): ParsedStatement {
  if (statement.explained || !isReadable(statement)) return other;
  const { lexemes } = statement;
  const at = commandAt(lexemes);
  switch (lexemes[at]?.word) {
    case 'create':
      return createForm(statement);
    case 'drop':
      return dropForm(lexemes);
    case 'alter':
      return alterForm(lexemes);
    case 'insert':
    case 'replace':
      return insertForm(lexemes, at);
    case 'delete':
      return deleteForm(lexemes, at);
    case 'update':
      return updateForm(lexemes, at);
    default:
      return other;
  }
}

/** SQLite refuses a text that it cannot tokenize, for example one with an unclosed quote. */
function isReadable({ text, lexemes }: Statement): boolean {
  return !text.includes('\0') && lexemes.every(({ kind }) => kind !== 'illegal');
}

const commands: ReadonlySet<string> = new Set(['delete', 'insert', 'replace', 'select', 'update', 'values']);

/** The position of the command, after the table expressions of a WITH. */
function commandAt(lexemes: readonly Lexeme[]): number {
  if (lexemes[0]?.word !== 'with') return 0;
  return indexAtTopLevel(lexemes, 1, (word) => commands.has(word));
}

function createForm(statement: Statement): ParsedStatement {
  const creation = creationOf(statement);
  if (creation === undefined) return other;
  const { lexemes } = statement;
  const isSelected = lexemes[creation.next]?.word === 'as';
  return { kind: 'create', creation, source: isSelected ? lexemes.slice(creation.next + 1) : [] };
}

function dropForm(lexemes: readonly Lexeme[]): ParsedStatement {
  const object = lexemes[1]?.word;
  const name = targetAt(lexemes, 2 + wordsAt(lexemes, 2, ['if', 'exists']))?.name;
  if (name === undefined) return other;
  return object === 'table' || object === 'view' || object === 'index' || object === 'trigger'
    ? { kind: 'drop', object, name }
    : other;
}

function alterForm(lexemes: readonly Lexeme[]): ParsedStatement {
  const target = lexemes[1]?.word === 'table' ? targetAt(lexemes, 2) : undefined;
  if (target === undefined) return other;
  const { name: table, next } = target;
  const named = (at: number): string => lexemes[at]?.name ?? '';
  const hasColumnKeyword = lexemes[next + 1]?.word === 'column';
  const at = next + (hasColumnKeyword ? 2 : 1);
  switch (lexemes[next]?.word) {
    case 'rename':
      return wordsAt(lexemes, next, ['rename', 'to']) > 0
        ? { kind: 'rename-table', table, to: named(next + 2) }
        : { kind: 'rename-column', table, from: named(at), to: named(at + 2) };
    case 'add':
      return { kind: 'add-column', table, column: named(at) };
    case 'drop':
      return { kind: 'drop-column', table, column: named(at) };
    default:
      return other;
  }
}

function insertForm(lexemes: readonly Lexeme[], at: number): ParsedStatement {
  const into = lexemes.findIndex(({ word }, index) => index > at && word === 'into');
  const target = into === -1 ? undefined : targetAt(lexemes, into + 1);
  if (target === undefined) return other;
  const isReplace = lexemes[at]?.word === 'replace';
  const or = lexemes[at + 1]?.word === 'or' ? (lexemes[at + 2]?.word ?? null) : null;
  return {
    kind: 'insert',
    table: target.name,
    columns: columnsAt(lexemes, target.next + (lexemes[target.next]?.word === 'as' ? 2 : 0)),
    // The tokens before the command may be the table expressions that it selects from.
    source: [...lexemes.slice(0, at), ...lexemes.slice(target.next)],
    or: isReplace ? 'replace' : or,
  };
}

function columnsAt(lexemes: readonly Lexeme[], open: number): readonly string[] | null {
  if (lexemes[open]?.word !== '(') return null;
  return lexemes.slice(open + 1, closingParenthesis(lexemes, open)).flatMap(({ name }) => name ?? []);
}

function deleteForm(lexemes: readonly Lexeme[], at: number): ParsedStatement {
  const target = lexemes[at + 1]?.word === 'from' ? targetAt(lexemes, at + 2) : undefined;
  if (target === undefined) return other;
  return {
    kind: 'delete',
    table: target.name,
    isAll: affectsAllRows(lexemes.slice(target.next), target.name),
  };
}

function updateForm(lexemes: readonly Lexeme[], at: number): ParsedStatement {
  const or = lexemes[at + 1]?.word === 'or' ? (lexemes[at + 2]?.word ?? null) : null;
  const target = targetAt(lexemes, or === null ? at + 1 : at + 3);
  if (target === undefined) return other;
  const set = indexAtTopLevel(lexemes, target.next, (word) => word === 'set');
  const rest = lexemes.slice(set + 1);
  const end = indexAtTopLevel(rest, 0, (word) => afterAssignments.has(word));
  const assignments = splitAtCommas(rest.slice(0, end)).map(assignmentOf);
  return {
    kind: 'update',
    table: target.name,
    assignments,
    isAll: affectsAllRows(rest.slice(end), target.name),
    skipsOnlyEqualRows:
      assignments.length === 1 && assignments.some((one) => excludesOnlyEqualRows(one, rest.slice(end))),
    or,
  };
}

/** `SET c = v WHERE c <> v`, and equivalents: afterwards every row has this value. */
function excludesOnlyEqualRows({ columns, value }: Assignment, lexemes: readonly Lexeme[]): boolean {
  const [where, column, ...test] = lexemes.filter(({ word }) => word !== '(' && word !== ')');
  if (where?.word !== 'where' || columns.length !== 1) return false;
  if (!isSameName(column?.name ?? '', columns[0] ?? '')) return false;
  const same = value.map(({ word }) => word).join(' ');
  const tests = ['is not null', 'not null', 'notnull', `is not ${same}`, `<> ${same}`, `!= ${same}`];
  return tests.includes(test.map(({ word }) => word).join(' '));
}

const afterAssignments: ReadonlySet<string> = new Set(['from', 'where', 'returning', 'order', 'limit']);

function assignmentOf(lexemes: readonly Lexeme[]): Assignment {
  const equals = indexAtTopLevel(lexemes, 0, (word) => word === '=');
  const columns = lexemes.slice(0, equals).flatMap(({ name }) => (name === undefined ? [] : [name]));
  return { columns, value: lexemes.slice(equals + 1) };
}

/** Whether the clauses after the table select every row. */
function affectsAllRows(lexemes: readonly Lexeme[], table: string): boolean {
  const limit = indexAtTopLevel(lexemes, 0, (word) => word === 'limit');
  // A negative LIMIT is no limit: https://sqlite.org/lang_select.html#limitoffset.
  if (limit < lexemes.length && lexemes[limit + 1]?.word !== '-') return false;
  const where = indexAtTopLevel(lexemes, 0, (word) => word === 'where');
  if (where === lexemes.length) return true;
  const condition = lexemes.slice(where + 1);
  const end = indexAtTopLevel(condition, 0, (word) => afterCondition.has(word));
  const test = condition.slice(0, end);
  return isAlwaysTrue(test) || isOfItself(test, table);
}

const afterCondition: ReadonlySet<string> = new Set(['returning', 'order', 'limit']);

/** A condition without a column is the same for every row, and one that every key meets excludes no row. */
function isAlwaysTrue(condition: readonly Lexeme[]): boolean {
  const parts = condition.filter(({ word }) => word !== '(' && word !== ')');
  const words = parts.map(({ word }) => word);
  const names = parts.filter(
    ({ kind, word }) => kind !== 'string' && kind !== 'number' && !logical.has(word),
  );
  const isNever = words.length === 1 && /^(?:0|false|null)$/.test(words[0] ?? '');
  if (names.every(({ name }) => name === undefined)) return words.length > 0 && !isNever;
  const [key, ...rest] = parts;
  return (
    rowKey.test(key?.name ?? '') &&
    /^(?:is not null|not null|notnull|> 0|> - 1|>= [01]|<> 0|!= 0)$/.test(
      rest.map(({ word }) => word).join(' '),
    )
  );
}

/** `id IN (SELECT id FROM the_table_itself)`. */
function isOfItself([key, ...rest]: readonly Lexeme[], table: string): boolean {
  const words = ['in', '(', 'select', null, 'from', null, ')'];
  const [column, source] = [rest[3]?.name ?? '', rest[5]?.name ?? ''];
  return (
    rest.length === words.length &&
    words.every((word, at) => word === null || rest[at]?.word === word) &&
    rowKey.test(key?.name ?? '') &&
    isSameName(key?.name ?? '', column) &&
    isSameName(source, table)
  );
}

const rowKey = /^(?:id|rowid|oid|_rowid_)$/i;

const logical: ReadonlySet<string> = new Set([
  'and',
  'between',
  'false',
  'in',
  'is',
  'like',
  'not',
  'null',
  'or',
  'true',
]);
