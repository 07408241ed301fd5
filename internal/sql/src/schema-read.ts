// Whether a query reads only the schema: its result is then the same whatever rows there are. Decided by the names in
// every place where a table can be named; what is not understood counts as a read of rows.

import { nameKey } from './names.ts';
import { type Lexeme, type Statement, statementOf, type Target, targetAt } from './statement.ts';

// PRAGMAs and, with `pragma_` before the name, table-valued functions. Not foreign_key_check, which reads rows, and
// none of the settings.
const schemaPragmas: ReadonlySet<string> = new Set([
  'foreign_key_list',
  'index_info',
  'index_list',
  'index_xinfo',
  'table_info',
  'table_list',
  'table_xinfo',
]);
const schemaTables: ReadonlySet<string> = new Set(['sqlite_master', 'sqlite_schema']);
/** They read their arguments. */
const otherFunctions: ReadonlySet<string> = new Set(['json_each', 'json_tree']);

/** Whether the statement reads the schema and no row of any table. */
export function readsSchemaOnly(sql: string): boolean {
  const statement = statementOf(sql);
  if (statement.explained) return false;
  if (statement.verb === 'pragma') return schemaPragmas.has(targetAt(statement.lexemes, 1)?.name ?? '');
  const sources = sourcesOf(statement);
  if (sources === undefined || sources.length === 0) return false;
  const known = tableExpressions(statement.lexemes);
  return sources.every((source) => isOfSchema(source) || (source.isPlain && known.has(nameKey(source.name))));
}

/** Where a query reads from: a table, a view, a function or a table expression. */
type Source = Pick<Target, 'schema' | 'name'> & {
  /** Neither a function nor in a schema that is named. */
  readonly isPlain: boolean;
  readonly isCall: boolean;
};

function isOfSchema({ schema, name, isCall }: Source): boolean {
  if (schema !== undefined && schema !== 'main') return false;
  const key = nameKey(name);
  if (schemaTables.has(key)) return !isCall;
  const isPragma = key.startsWith('pragma_') && schemaPragmas.has(key.slice('pragma_'.length));
  // Without arguments, it could be a table of that name.
  return (isPragma || otherFunctions.has(key)) && (isCall || key === 'pragma_table_list');
}

/** What is open at a parenthesis: whether it is in a FROM, and whether a source follows there. */
type Level = { isFrom: boolean; needsSource: boolean };

/** Every source of the query and its subqueries; undefined if one is not understood. */
function sourcesOf({ verb, lexemes }: Statement): readonly Source[] | undefined {
  if (verb !== 'select' && verb !== 'values' && verb !== 'with') return undefined;
  const sources: Source[] = [];
  const levels: Level[] = [{ isFrom: false, needsSource: false }];
  for (let at = 0; at < lexemes.length; at += 1) {
    const level = levels.at(-1);
    const word = lexemes[at]?.word ?? '';
    if (level === undefined || (word === 'with' && at > 0)) return undefined;
    if (word === '(') {
      // A subquery, or a list of sources.
      levels.push({ isFrom: level.needsSource, needsSource: level.needsSource });
      level.needsSource = false;
    } else if (word === ')') levels.pop();
    else if (level.needsSource && /^(?:select|values)$/.test(word)) {
      level.isFrom = false;
      level.needsSource = false;
    } else if (level.needsSource || (word === 'in' && lexemes[at + 1]?.word !== '(')) {
      const source = sourceAt(lexemes, level.needsSource ? at : at + 1);
      if (source === undefined) return undefined;
      sources.push(source);
      at = source.next - 1;
      level.needsSource = false;
    } else if (word === 'from') {
      level.isFrom = true;
      level.needsSource = true;
    } else if (word === 'join' || (word === ',' && level.isFrom)) level.needsSource = true;
    else if (endsFrom.has(word)) level.isFrom = false;
  }
  return levels.some(({ needsSource }) => needsSource) ? undefined : sources;
}

/** All of them reserved, so that none is a name. WINDOW can be one. */
const endsFrom: ReadonlySet<string> = new Set([
  'except',
  'group',
  'having',
  'intersect',
  'limit',
  'order',
  'union',
  'where',
]);

function sourceAt(lexemes: readonly Lexeme[], at: number): (Source & { readonly next: number }) | undefined {
  const target = targetAt(lexemes, at);
  if (target === undefined) return undefined;
  const isCall = lexemes[target.next]?.word === '(';
  return { ...target, isCall, isPlain: !isCall && target.schema === undefined };
}

/** The names of a leading WITH. A WITH in another place is not understood, so that they are valid everywhere. */
function tableExpressions(lexemes: readonly Lexeme[]): ReadonlySet<string> {
  const names = new Set<string>();
  if (lexemes[0]?.word !== 'with') return names;
  let depth = 0;
  for (const [at, { word }] of lexemes.entries()) {
    if (word === '(') depth += 1;
    if (word === ')') depth -= 1;
    if (depth === 0 && /^(?:select|values)$/.test(word)) break;
    const name = lexemes[at + 1]?.word === 'recursive' ? undefined : lexemes[at + 1]?.name;
    if (depth === 0 && /^(?:with|recursive|,)$/.test(word) && name !== undefined) names.add(nameKey(name));
  }
  return names;
}
