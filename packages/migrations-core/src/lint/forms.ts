// What a statement does to tables and columns, read off its lexemes. Anything else is `other`.
import {
  type Creation,
  creationOf,
  type Lexeme,
  type Statement,
  targetAt,
  wordsAt,
} from '@roostjs/internal-sql';

export type Assignment = { readonly columns: readonly string[]; readonly value: readonly Lexeme[] };

export type Form =
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
  | { readonly kind: 'insert'; readonly table: string; readonly source: readonly Lexeme[] }
  | { readonly kind: 'delete'; readonly table: string; readonly isAll: boolean }
  | {
      readonly kind: 'update';
      readonly table: string;
      readonly assignments: readonly Assignment[];
      readonly isAll: boolean;
    }
  | { readonly kind: 'other' };

const other: Form = { kind: 'other' };

export function formOf(statement: Statement): Form {
  if (statement.explained) return other;
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

const commands: ReadonlySet<string> = new Set(['delete', 'insert', 'replace', 'select', 'update', 'values']);

/** Behind the table expressions of a WITH. */
function commandAt(lexemes: readonly Lexeme[]): number {
  if (lexemes[0]?.word !== 'with') return 0;
  return indexAtTop(lexemes, 1, (word) => commands.has(word));
}

function createForm(statement: Statement): Form {
  const creation = creationOf(statement);
  if (creation === undefined) return other;
  const { lexemes } = statement;
  const isSelected = lexemes[creation.next]?.word === 'as';
  return { kind: 'create', creation, source: isSelected ? lexemes.slice(creation.next + 1) : [] };
}

function dropForm(lexemes: readonly Lexeme[]): Form {
  const object = lexemes[1]?.word;
  const name = targetAt(lexemes, 2 + wordsAt(lexemes, 2, ['if', 'exists']))?.name;
  if (name === undefined) return other;
  return object === 'table' || object === 'view' || object === 'index' || object === 'trigger'
    ? { kind: 'drop', object, name }
    : other;
}

function alterForm(lexemes: readonly Lexeme[]): Form {
  const target = lexemes[1]?.word === 'table' ? targetAt(lexemes, 2) : undefined;
  if (target === undefined) return other;
  const { name: table, next } = target;
  const named = (at: number): string => lexemes[at]?.name ?? '';
  const isColumnSaid = lexemes[next + 1]?.word === 'column';
  const at = next + (isColumnSaid ? 2 : 1);
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

function insertForm(lexemes: readonly Lexeme[], at: number): Form {
  const into = lexemes.findIndex(({ word }, index) => index > at && word === 'into');
  const target = into === -1 ? undefined : targetAt(lexemes, into + 1);
  if (target === undefined) return other;
  // What stands ahead of it may be the table expressions that it selects from.
  return {
    kind: 'insert',
    table: target.name,
    source: [...lexemes.slice(0, at), ...lexemes.slice(target.next)],
  };
}

function deleteForm(lexemes: readonly Lexeme[], at: number): Form {
  const target = lexemes[at + 1]?.word === 'from' ? targetAt(lexemes, at + 2) : undefined;
  if (target === undefined) return other;
  return { kind: 'delete', table: target.name, isAll: takesAll(lexemes.slice(target.next)) };
}

function updateForm(lexemes: readonly Lexeme[], at: number): Form {
  const target = targetAt(lexemes, lexemes[at + 1]?.word === 'or' ? at + 3 : at + 1);
  if (target === undefined) return other;
  const set = indexAtTop(lexemes, target.next, (word) => word === 'set');
  const rest = lexemes.slice(set + 1);
  const end = indexAtTop(rest, 0, (word) => behindAssignments.has(word));
  return {
    kind: 'update',
    table: target.name,
    assignments: separated(rest.slice(0, end)).map(assignmentOf),
    isAll: takesAll(rest.slice(end)),
  };
}

const behindAssignments: ReadonlySet<string> = new Set(['from', 'where', 'returning', 'order', 'limit']);

function assignmentOf(lexemes: readonly Lexeme[]): Assignment {
  const equals = indexAtTop(lexemes, 0, (word) => word === '=');
  const columns = lexemes.slice(0, equals).flatMap(({ name }) => (name === undefined ? [] : [name]));
  return { columns, value: lexemes.slice(equals + 1) };
}

/** Whether what stands behind the table lets any row out. */
function takesAll(lexemes: readonly Lexeme[]): boolean {
  if (indexAtTop(lexemes, 0, (word) => word === 'limit') < lexemes.length) return false;
  const where = indexAtTop(lexemes, 0, (word) => word === 'where');
  if (where === lexemes.length) return true;
  const condition = lexemes.slice(where + 1);
  return isAlwaysTrue(
    condition.slice(
      0,
      indexAtTop(condition, 0, (word) => behindCondition.has(word)),
    ),
  );
}

const behindCondition: ReadonlySet<string> = new Set(['returning', 'order', 'limit']);

function isAlwaysTrue(condition: readonly Lexeme[]): boolean {
  const [left, operator, right, ...more] = condition.filter(({ word }) => word !== '(' && word !== ')');
  if (left === undefined || more.length > 0) return false;
  if (operator === undefined) return left.word === 'true' || /^[1-9]\d*$/.test(left.word);
  const isEquality = operator.word === '=' || operator.word === '==';
  return isEquality && left.word === right?.word && (left.kind === 'number' || left.kind === 'string');
}

function separated(lexemes: readonly Lexeme[]): readonly (readonly Lexeme[])[] {
  const parts: Lexeme[][] = [];
  let rest = lexemes;
  while (rest.length > 0) {
    const comma = indexAtTop(rest, 0, (word) => word === ',');
    parts.push(rest.slice(0, comma));
    rest = rest.slice(comma + 1);
  }
  return parts;
}

/** The first place outside of parentheses where a word is wanted, or the end. */
function indexAtTop(lexemes: readonly Lexeme[], from: number, isWanted: (word: string) => boolean): number {
  let depth = 0;
  for (let at = from; at < lexemes.length; at += 1) {
    const word = lexemes[at]?.word ?? '';
    if (word === ')') depth -= 1;
    if (depth === 0 && isWanted(word)) return at;
    if (word === '(') depth += 1;
  }
  return lexemes.length;
}
