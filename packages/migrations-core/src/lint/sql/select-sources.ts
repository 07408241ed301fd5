// Which tables a SELECT reads, whether it reads all of their rows, and which columns. Works on tokens. Pure.
import { type Lexeme, nameKey, targetAt } from '@roostjs/internal-sql';
import { closingParenthesis, indexAtTopLevel, splitAtCommas } from './token-search.ts';

/** An item of a SELECT list: `*`, or the names that it mentions, in lower case. */
export type Item = 'all' | readonly string[];

export type SelectSource = {
  /** In lower case. */
  readonly table: string;
  /** Whether the SELECT reads every row. */
  readonly readsAllRows: boolean;
  readonly items: readonly Item[];
};

/** One source for each table or table expression in FROM, of every SELECT of a compound. */
export function sourcesOf(source: readonly Lexeme[]): readonly SelectSource[] {
  const expressions = tableExpressions(source);
  const isFiltered = indexAtTopLevel(source, 0, (word) => filteringKeywords.has(word)) < source.length;
  return selectsIn(source)
    .flatMap((select) => sourcesOfSelect(select, expressions))
    .map((one) => (isFiltered ? { ...one, readsAllRows: false } : one));
}

/** If one of these is outside of parentheses, rows may be omitted or merged. */
const filteringKeywords: ReadonlySet<string> = new Set([
  'where',
  'limit',
  'group',
  'having',
  'distinct',
  'intersect',
  'except',
  'conflict',
]);

export type TableExpressions = ReadonlyMap<string, readonly Lexeme[]>;

/** The table expressions of a leading WITH, by lower-case name: `name [(columns)] AS [NOT MATERIALIZED] (select)`. */
export function tableExpressions(source: readonly Lexeme[]): TableExpressions {
  const found = new Map<string, readonly Lexeme[]>();
  if (source[0]?.word !== 'with') return found;
  let at = source[1]?.word === 'recursive' ? 2 : 1;
  for (;;) {
    const name = source[at]?.name;
    const as = indexAtTopLevel(source, at, (word) => word === 'as');
    const open = indexAtTopLevel(source, as, (word) => word === '(');
    const close = closingParenthesis(source, open);
    if (name === undefined || open >= source.length) return found;
    found.set(nameKey(name), source.slice(open + 1, close));
    if (source[close + 1]?.word !== ',') return found;
    at = close + 2;
  }
}

const compounds: ReadonlySet<string> = new Set(['union', 'intersect', 'except']);

function selectsIn(source: readonly Lexeme[]): readonly (readonly Lexeme[])[] {
  const select = indexAtTopLevel(source, 0, (word) => word === 'select');
  if (select === source.length) return [];
  const end = indexAtTopLevel(source, select, (word) => compounds.has(word));
  return [source.slice(select + 1, end), ...selectsIn(source.slice(end + 1))];
}

function sourcesOfSelect(select: readonly Lexeme[], expressions: TableExpressions): readonly SelectSource[] {
  const from = indexAtTopLevel(select, 0, (word) => word === 'from');
  const list = select.slice(0, from);
  const sources = select.slice(from + 1);
  const qualifiers = namesOf(sources);
  const items = splitAtCommas(list).map((item) => itemOf(item, qualifiers));
  const readsAllRows = !mayDropRows(sources) && !isAggregated(list);
  const inner = innerSelect(sources, expressions);
  if (inner !== undefined)
    return sourcesOf(inner.select)
      .filter(({ table }) => table !== inner.name)
      .map((one) => ({
        ...one,
        readsAllRows: readsAllRows && one.readsAllRows,
        items: items.every((item) => item === 'all') ? one.items : combined(items, one.items),
      }));
  const target = targetAt(sources, 0);
  return target === undefined ? [] : [{ table: nameKey(target.name), readsAllRows, items }];
}

/** The SELECT that is used in place of a table. */
function innerSelect(
  sources: readonly Lexeme[],
  expressions: TableExpressions,
): { readonly name: string | undefined; readonly select: readonly Lexeme[] } | undefined {
  if (sources[0]?.word === '(')
    return { name: undefined, select: sources.slice(1, closingParenthesis(sources, 0)) };
  const first = sources[1]?.word === '.' ? undefined : sources[0]?.name;
  const name = first === undefined ? undefined : nameKey(first);
  const select = name === undefined ? undefined : expressions.get(name);
  return select === undefined ? undefined : { name, select };
}

/**
 * What an outer list reads through an inner one. Aliases of the inner list are not resolved: if it has any, all that
 * it mentions counts.
 */
function combined(outer: readonly Item[], inner: readonly Item[]): readonly Item[] {
  return inner.every((item) => item === 'all') ? outer : inner;
}

/** The names that may qualify a column of the first table in FROM, in lower case. */
function namesOf(sources: readonly Lexeme[]): ReadonlySet<string> {
  const target = targetAt(sources, 0);
  const next = target?.next ?? (sources[0]?.word === '(' ? closingParenthesis(sources, 0) + 1 : 0);
  const alias = sources[next + (sources[next]?.word === 'as' ? 1 : 0)]?.name;
  return new Set([target?.name, alias].flatMap((name) => (name === undefined ? [] : nameKey(name))));
}

function itemOf(lexemes: readonly Lexeme[], qualifiers: ReadonlySet<string>): Item {
  const value = withoutAlias(lexemes);
  const isOther = (at: number): boolean =>
    value[at - 1]?.word === '.' && !qualifiers.has(nameKey(value[at - 2]?.name ?? ''));
  const star = value.length - 1;
  if (value[star]?.word === '*' && (isOnlyQuantifier(value.slice(0, -1)) || value[star - 1]?.word === '.'))
    return isOther(star) ? [] : 'all';
  return value.flatMap(({ kind, name }, at) =>
    name === undefined || kind === 'string' || value[at + 1]?.word === '(' || isOther(at)
      ? []
      : [nameKey(name)],
  );
}

/** Removes the alias, which is not part of the expression. */
function withoutAlias(lexemes: readonly Lexeme[]): readonly Lexeme[] {
  const as = indexAtTopLevel(lexemes, 0, (word) => word === 'as');
  if (as < lexemes.length) return lexemes.slice(0, as);
  const [before, last] = lexemes.slice(-2);
  const isAlias =
    last?.name !== undefined &&
    before !== undefined &&
    before !== last &&
    (before.word === ')' || (before.kind !== 'operator' && !wordOperators.has(before.word)));
  return isAlias ? lexemes.slice(0, -1) : lexemes;
}

/** Words after which an operand follows, so that a name after them is not an alias. */
const wordOperators: ReadonlySet<string> = new Set([
  'all',
  'and',
  'between',
  'collate',
  'distinct',
  'escape',
  'glob',
  'in',
  'is',
  'like',
  'match',
  'not',
  'or',
  'over',
  'regexp',
]);

function isOnlyQuantifier(before: readonly Lexeme[]): boolean {
  return before.every(({ word }) => word === 'distinct' || word === 'all');
}

/** Whether a join may omit rows that have no match in another table. */
function mayDropRows(sources: readonly Lexeme[]): boolean {
  const isPlain = (at: number): boolean => !/^(?:left|outer)$/.test(sources[at - 1]?.word ?? '');
  const join = indexAtTopLevel(sources, 0, (word, at) => word === ',' || (word === 'join' && isPlain(at)));
  // A list in ORDER BY has commas too.
  return join < indexAtTopLevel(sources, 0, (word) => word === 'order' || word === 'window');
}

const aggregates =
  /^(?:avg|count|group_concat|string_agg|sum|total|json_group_array|json_group_object|jsonb_group_array|jsonb_group_object)$/;

/** Whether an aggregate merges all rows into one. An aggregate in a subquery of the list does not count. */
function isAggregated(list: readonly Lexeme[]): boolean {
  return list.some(({ word }, at) => {
    if (list[at + 1]?.word !== '(') return false;
    if (word === '(' || /^(?:select|with)$/.test(list[at + 2]?.word ?? '')) return false;
    const close = closingParenthesis(list, at + 1);
    const isWindow = list[close + 1]?.word === 'over' || list[close + 1]?.word === 'filter';
    const isOneArgument = splitAtCommas(list.slice(at + 2, close)).length === 1;
    return (
      !isWindow &&
      !isInSelect(list, at) &&
      (aggregates.test(word) || (/^(?:min|max)$/.test(word) && isOneArgument))
    );
  });
}

function isInSelect(list: readonly Lexeme[], place: number): boolean {
  return list.some(
    ({ word }, at) =>
      at < place &&
      word === '(' &&
      /^(?:select|with)$/.test(list[at + 1]?.word ?? '') &&
      closingParenthesis(list, at) > place,
  );
}
