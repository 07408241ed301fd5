// A statement, a pair of parentheses or a CASE as far as it has been read: what it stands for, the expressions in it
// that are whole, and the one that is being read.

import { above, conjunction, flat, membership, type Operand, pileOf, signed } from './operand.ts';

export type Purpose =
  | 'statement'
  | 'group'
  | 'row'
  | 'call'
  | 'list'
  | 'case'
  | 'cast'
  | 'exists'
  /** What stands behind OVER and FILTER, and lists of names and definitions. */
  | 'aside';

/** An operator that waits for what stands on its right. */
export type Pending = {
  word: string;
  readonly level: number;
  readonly negated: boolean;
  readonly left: Operand | undefined;
  /** What else it has on its left: the lower end of BETWEEN, the text of LIKE … ESCAPE. */
  middle: Operand | undefined;
};

/** Conditions of joins, and ORDER BY in a call, are no part of the height of what they stand in. */
type Clause = 'tables' | 'uncounted' | 'counted';

export type Frame = {
  readonly purpose: Purpose;
  readonly isTable: boolean;
  clause: Clause;
  isSelect: boolean;
  inValues: boolean;
  limiting: boolean;
  setting: boolean;
  /** The next = gives a value to a column. */
  assigning: boolean;
  operand: Operand | undefined;
  readonly pending: Pending[];
  readonly items: Operand[];
};

export function newFrame(purpose: Purpose, isTable: boolean): Frame {
  return {
    purpose,
    isTable,
    clause: 'counted',
    isSelect: false,
    inValues: false,
    limiting: false,
    setting: false,
    assigning: false,
    operand: undefined,
    pending: [],
    items: [],
  };
}

// Calls, for SQLite.
const functionOperators = /^(?:like|glob|regexp|match|->>?)$/;

/** The node of an operator that has both its sides. */
export function applied({ word, negated, left, middle }: Pending, right: Operand): Operand {
  if (left === undefined) return word === 'not' ? above(right) : signed(word, right);
  if (word === 'and') return conjunction(left, right);
  const sides = middle === undefined ? [left, right] : [left, middle, right];
  const node = above(...sides);
  const calls = node.calls || functionOperators.test(word);
  return negated ? { ...above(node), calls } : { ...node, calls };
}

/** What the whole of a frame is within the one around it. */
export function nodeOf({ purpose, isSelect, items }: Frame, left: Operand | undefined): Operand {
  const only = items[0];
  if (purpose === 'list' && left !== undefined) {
    return isSelect ? subquery([left, ...items], items) : membership(left, items);
  }
  if (isSelect) return subquery(items, items);
  if (purpose === 'group' && items.length === 1 && only !== undefined) return only;
  if (purpose === 'row')
    return { ...above(...items), height: Math.max(0, ...items.map(({ height }) => height)) };
  if (purpose === 'group') return flat(...items);
  // What CAST makes of its first one is a name.
  if (purpose === 'cast') return above(...items.slice(0, 1));
  return purpose === 'call' ? { ...above(...items), calls: true } : above(...items);
}

function subquery(parts: readonly Operand[], selected: readonly Operand[]): Operand {
  return { ...above(...parts), pile: Math.max(0, ...selected.map(pileOf)), constant: false, calls: false };
}
