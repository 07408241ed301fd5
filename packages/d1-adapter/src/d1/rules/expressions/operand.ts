// How high an expression is, node by node, as SQLite counts (exprSetHeight and its callers in expr.c and parse.y).

export type Operand = {
  readonly height: number;
  /** The highest pile of subqueries in it: the heights of expressions within each other, across their SELECTs. */
  readonly pile: number;
  /** SQLite takes it for a constant while it reads. */
  readonly constant: boolean;
  /** There is a call of a function in it. */
  readonly calls: boolean;
  /** What a sign before it replaces, or what AND makes to nothing. */
  readonly form: 'plus' | 'zero' | 'other';
};

export const leaf: Operand = { height: 1, pile: 0, constant: true, calls: false, form: 'other' };
export const column: Operand = { ...leaf, constant: false };
export const zero: Operand = { ...leaf, form: 'zero' };

/** A node above these. */
export function above(...parts: readonly Operand[]): Operand {
  return {
    height: Math.max(0, ...parts.map(({ height }) => height)) + 1,
    pile: highestPile(parts),
    constant: parts.every(({ constant }) => constant),
    calls: parts.some(({ calls }) => calls),
    form: 'other',
  };
}

export function signed(sign: string, operand: Operand): Operand {
  const node = operand.form === 'plus' && sign !== '~' ? operand : above(operand);
  return { ...node, form: sign === '+' ? 'plus' : 'other' };
}

/** AND with a zero is a zero, unless a function is called. */
export function conjunction(left: Operand, right: Operand): Operand {
  const node = above(left, right);
  return !node.calls && (left.form === 'zero' || right.form === 'zero') ? zero : node;
}

/** SQLite makes `a IN (1)` to `a = +1`, and `a IN ()` to a constant. */
export function membership(left: Operand, items: readonly Operand[]): Operand {
  const [only] = items;
  if (only === undefined) return leaf;
  return above(left, ...(items.length === 1 && only.constant ? [above(only)] : items));
}

/** Nodes whose height SQLite does not count from below: rows, and COLLATE. */
export function flat(...parts: readonly Operand[]): Operand {
  return { ...above(...parts), height: 1 };
}

/** How high it piles up with the subqueries in it. */
export function pileOf({ height, pile }: Operand): number {
  return height + pile;
}

function highestPile(parts: readonly Operand[]): number {
  return Math.max(0, ...parts.map(({ pile }) => pile));
}
