// Finds names in double quotes that SQLite reads as strings because no column has that name (sqlite.org/quirks.html,
// 8). It asks the database: a name in backquotes is never a string, so SQLite reports a missing column.
import {
  isSameName,
  type Lexeme,
  quotedName,
  rowVerbs,
  type Statement,
  statementOf,
} from '@roostjs/internal-sql';
import type { ParsedStatement } from '../sql/statement-kind.ts';
import { type Schema, tableIn } from './schema.ts';
import { State } from './schema-history.ts';

/**
 * The database's error when it compiles these statements in order, without keeping anything; null if there is none.
 */
export type Ask = (statements: readonly string[]) => Promise<string | null>;

/** Expects a statement that the database accepts, and the schema that it runs on. */
export async function quotedTextsIn(
  statement: Statement,
  form: ParsedStatement,
  schema: Schema,
  ask: Ask,
): Promise<readonly Lexeme[]> {
  const candidates = candidatesIn(statement);
  if (candidates.length === 0) return [];
  const defaults = candidates.filter((lexeme) => isDefault(statement, lexeme));
  const texts: Lexeme[] = [];
  let remaining = candidates.filter((lexeme) => !defaults.includes(lexeme));
  const missingWith = async (names: readonly Lexeme[]): Promise<string | undefined> => {
    const compiled = compiledFor(statement, form, schema, names);
    const words = compiled === undefined ? null : await ask(compiled);
    return /no such column: (.*?)(?: at offset \d+)?(?:: SQLITE_ERROR)?$/s.exec(words ?? '')?.[1];
  };
  while (remaining.length > 0) {
    const missing = await missingWith(remaining);
    const sameName = remaining.filter(({ name }) => missing !== undefined && isSameName(name ?? '', missing));
    if (sameName.length === 0) break;
    for (const lexeme of sameName) {
      if (sameName.length === 1 || (await missingWith([lexeme])) !== undefined) texts.push(lexeme);
    }
    remaining = remaining.filter((lexeme) => !sameName.includes(lexeme));
  }
  return [...defaults, ...texts].toSorted((one, other) => one.start - other.start);
}

/**
 * The statement with its names in backquotes instead of double quotes, so that a column which goes is missed: in double quotes, the
 * database would read its name as a string. What it reads as one on this schema stays so.
 */
export async function withNamesInBackquotes(statement: Statement, ask: Ask): Promise<string> {
  const candidates = candidatesIn(statement);
  if (candidates.length === 0) return statement.text;
  const texts = new Set(await quotedTextsIn(statement, { kind: 'other' }, State.empty(), ask));
  return inBackquotes(
    statement.text,
    candidates.filter((lexeme) => !texts.has(lexeme)),
  );
}

const verbs: ReadonlySet<string> = new Set(['alter', 'create', ...rowVerbs]);

/** Names in double quotes that are neither part of a longer name nor a function. */
function candidatesIn({ lexemes, verb, explained }: Statement): readonly Lexeme[] {
  if (explained || !verbs.has(verb)) return [];
  return lexemes.filter(({ kind, word }, at) => {
    if (kind !== 'quoted' || !word.startsWith('"') || lexemes[at - 1]?.word === '.') return false;
    return !/^[.(]$/.test(lexemes[at + 1]?.word ?? '');
  });
}

/** SQLite reads any name after DEFAULT as a string. */
function isDefault({ lexemes }: Statement, lexeme: Lexeme): boolean {
  return lexemes[lexemes.indexOf(lexeme) - 1]?.word === 'default';
}

/** The statements that make the database resolve the names, which are in backquotes. */
function compiledFor(
  statement: Statement,
  form: ParsedStatement,
  schema: Schema,
  names: readonly Lexeme[],
): readonly string[] | undefined {
  const text = inBackquotes(statement.text, names);
  if (form.kind === 'add-column') return addedColumn(text, form.table, schema);
  if (form.kind !== 'create') return statement.verb === 'alter' ? undefined : [`EXPLAIN ${text}`];
  switch (form.creation.kind) {
    case 'view':
      // SQLite resolves a view when it is used, so its SELECT is compiled instead.
      return [`EXPLAIN ${afterAs(text, form.creation.next)}`];
    case 'trigger':
      return [text, ...firing(text, schema)];
    case 'virtual table':
      return undefined;
    default:
      return [`EXPLAIN ${text}`];
  }
}

function inBackquotes(text: string, names: readonly Lexeme[]): string {
  let written = '';
  let end = 0;
  for (const lexeme of names) {
    written += `${text.slice(end, lexeme.start)}\`${(lexeme.name ?? '').replaceAll('`', '``')}\``;
    end = lexeme.end;
  }
  return written + text.slice(end);
}

function afterAs(text: string, from: number): string {
  const { lexemes } = statementOf(text);
  const as = lexemes.find(({ word }, at) => at >= from && word === 'as');
  return text.slice(as?.end ?? text.length);
}

const trialTable = 'roost_lint_trial';

/** ALTER TABLE does not resolve the CHECK of an added column. */
function addedColumn(text: string, name: string, schema: Schema): readonly string[] | undefined {
  const table = tableIn(schema, name);
  const { lexemes } = statementOf(text);
  const add = lexemes.findIndex(({ word }) => word === 'add');
  const first = lexemes[add + (lexemes[add + 1]?.word === 'column' ? 2 : 1)];
  if (table === undefined || first === undefined) return undefined;
  const columns = table.columns.map((column) => quotedName(column.name));
  const definition = text.slice(first.start, lexemes.at(-1)?.end);
  return [`EXPLAIN CREATE TABLE ${trialTable} (${[...columns, definition].join(', ')})`];
}

/** SQLite resolves a trigger when it fires. */
function firing(trigger: string, schema: Schema): readonly string[] {
  const { lexemes } = statementOf(trigger);
  const event = lexemes.findIndex(({ word }) => /^(?:delete|insert|update)$/.test(word));
  const on = lexemes.findIndex(({ word }, at) => at > event && word === 'on');
  const name = lexemes[lexemes[on + 2]?.word === '.' ? on + 3 : on + 1]?.name;
  if (event === -1 || on === -1 || name === undefined) return [];
  const table = quotedName(name);
  switch (lexemes[event]?.word) {
    case 'delete':
      return [`EXPLAIN DELETE FROM ${table}`];
    case 'insert':
      return [
        `EXPLAIN INSERT INTO ${table} ${tableIn(schema, name) ? 'DEFAULT VALUES' : `SELECT * FROM ${table}`}`,
      ];
    default: {
      const named = lexemes[event + 1]?.word === 'of' ? lexemes[event + 2]?.name : undefined;
      const column = named ?? tableIn(schema, name)?.columns.find(({ isGenerated }) => !isGenerated)?.name;
      return column === undefined ? [] : [`EXPLAIN UPDATE ${table} SET ${quotedName(column)} = NULL`];
    }
  }
}
