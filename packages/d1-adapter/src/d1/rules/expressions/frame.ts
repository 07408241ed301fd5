// A statement, a pair of parentheses or a CASE, as far as it has been read: its purpose, its complete expressions, and
// the expression that is being read.

import type { Clause, Purpose } from './clause.ts';
import { andNode, flatNode, inNode, nodeOver, type Operand, signNode, totalHeight } from './operand.ts';

/** An operator whose right side has not been read yet. */
export type Pending = {
  readonly word: string;
  readonly level: number;
  readonly negated: boolean;
  readonly left: Operand | undefined;
  /** The second operand of three: the lower bound of BETWEEN, or the pattern of LIKE … ESCAPE. */
  middle: Operand | undefined;
};

export type Frame = {
  readonly purpose: Purpose;
  readonly isTable: boolean;
  clause: Clause;
  isSelect: boolean;
  operand: Operand | undefined;
  readonly pending: Pending[];
  readonly items: Operand[];
};

export function newFrame(purpose: Purpose, isTable: boolean): Frame {
  return { purpose, isTable, clause: 'counted', isSelect: false, operand: undefined, pending: [], items: [] };
}

// SQLite compiles these operators to function calls.
const functionOperators = /^(?:like|glob|regexp|match|->>?)$/;

/** The node of an operator whose operands are complete. */
export function operatorNode({ word, negated, left, middle }: Pending, right: Operand): Operand {
  if (left === undefined) return word === 'not' ? nodeOver(right) : signNode(word, right);
  if (word === 'and') return andNode(left, right);
  const sides = middle === undefined ? [left, right] : [left, middle, right];
  const node = nodeOver(...sides);
  const calls = node.calls || functionOperators.test(word);
  return negated ? { ...nodeOver(node), calls } : { ...node, calls };
}

/** The node of a complete frame in the frame around it. */
export function frameNode({ purpose, isSelect, items }: Frame, left: Operand | undefined): Operand {
  const only = items[0];
  if (purpose === 'list' && left !== undefined) {
    return isSelect ? subqueryNode([left, ...items], items) : inNode(left, items);
  }
  if (isSelect) return subqueryNode(items, items);
  if (purpose === 'group' && items.length === 1 && only !== undefined) return only;
  if (purpose === 'row')
    return { ...nodeOver(...items), height: Math.max(0, ...items.map(({ height }) => height)) };
  if (purpose === 'group') return flatNode(...items);
  // The second item of CAST is the name of a type.
  if (purpose === 'cast') return nodeOver(...items.slice(0, 1));
  return purpose === 'call' ? { ...nodeOver(...items), calls: true } : nodeOver(...items);
}

function subqueryNode(parts: readonly Operand[], selected: readonly Operand[]): Operand {
  const nestedHeight = Math.max(0, ...selected.map(totalHeight));
  return { ...nodeOver(...parts), nestedHeight, constant: false, calls: false };
}
