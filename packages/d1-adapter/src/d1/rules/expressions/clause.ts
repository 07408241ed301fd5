// The clauses of a statement, as far as the height of the expressions in them depends on that.

/** Why a frame was opened. */
export type Purpose =
  | 'statement'
  | 'creation'
  | 'group'
  | 'row'
  | 'call'
  | 'list'
  | 'case'
  | 'cast'
  | 'exists'
  /** The parentheses after OVER and FILTER, and lists of names and definitions. */
  | 'ignored';

/**
 * `uncounted` is the condition of a join or ORDER BY in a call: the nodes around it do not count its height. SET
 * alternates between the column to set and its new value.
 */
export type Clause = 'tables' | 'uncounted' | 'counted' | 'values' | 'limit' | 'set-column' | 'set-value';

/** What the next clause depends on. */
type Position = {
  readonly purpose: Purpose;
  readonly clause: Clause;
  readonly isSelect: boolean;
  /** The operators whose right side has not been read yet. */
  readonly pending: readonly unknown[];
};

const clauseByFirstWord: ReadonlyMap<string, Clause> = new Map([
  ['from', 'tables'],
  ['join', 'tables'],
  ['into', 'tables'],
  ['with', 'tables'],
  ['update', 'tables'],
  ['table', 'tables'],
  ['index', 'tables'],
  ['trigger', 'tables'],
  ['select', 'counted'],
  ['where', 'counted'],
  ['group', 'counted'],
  ['having', 'counted'],
  ['order', 'counted'],
  ['union', 'counted'],
  ['except', 'counted'],
  ['intersect', 'counted'],
  ['returning', 'counted'],
  ['do', 'counted'],
  ['values', 'values'],
  ['limit', 'limit'],
  ['set', 'set-column'],
]);

const separators =
  /^(?:all|as|asc|by|check|default|desc|distinct|else|generated|key|materialized|offset|primary|recursive|references|then|unique|using|when|window)$/;

/** The clause after a word that ends an expression, or undefined if the word does not end one. */
export function clauseAfter(word: string, position: Position): Clause | undefined {
  const { purpose, clause, isSelect, pending } = position;
  // In CREATE INDEX and CREATE TRIGGER, a table follows ON.
  const namesTable = purpose === 'creation' && !isSelect;
  if (word === 'on') return clause === 'tables' && !namesTable ? 'uncounted' : clause;
  if (word === 'order' && purpose === 'call') return 'uncounted';
  // The WHEN of a trigger follows the name of its table.
  if (word === 'when' && purpose !== 'case') return 'counted';
  // Every other = is an operator.
  if (word === '=') return clause === 'set-column' && pending.length === 0 ? 'set-value' : undefined;
  if (separators.test(word)) return clause === 'set-column' ? 'set-value' : clause;
  return clauseByFirstWord.get(word);
}

/** The clause after a comma or a semicolon. */
export function clauseAfterComma({ clause, purpose }: Position): Clause {
  if (clause === 'set-value') return 'set-column';
  return clause === 'uncounted' && purpose !== 'call' ? 'tables' : clause;
}
