// The height of an expression, node by node, as SQLite counts it (exprSetHeight and its callers in expr.c and parse.y).

export type Operand = {
  readonly height: number;
  /** The greatest sum of the heights of expressions in subqueries that are nested in it. */
  readonly nestedHeight: number;
  /** Whether SQLite treats it as a constant while parsing. */
  readonly constant: boolean;
  /** Whether it contains a function call. */
  readonly calls: boolean;
  /** A unary plus, which a sign before it replaces, or a zero, which replaces an AND with it. */
  readonly form: 'plus' | 'zero' | 'other';
};

export const leaf: Operand = { height: 1, nestedHeight: 0, constant: true, calls: false, form: 'other' };
export const column: Operand = { ...leaf, constant: false };
export const zero: Operand = { ...leaf, form: 'zero' };

/** A node whose children are the parts. */
export function nodeOver(...parts: readonly Operand[]): Operand {
  return {
    height: Math.max(0, ...parts.map(({ height }) => height)) + 1,
    nestedHeight: Math.max(0, ...parts.map(({ nestedHeight }) => nestedHeight)),
    constant: parts.every(({ constant }) => constant),
    calls: parts.some(({ calls }) => calls),
    form: 'other',
  };
}

export function signNode(sign: string, operand: Operand): Operand {
  const node = operand.form === 'plus' && sign !== '~' ? operand : nodeOver(operand);
  return { ...node, form: sign === '+' ? 'plus' : 'other' };
}

/** SQLite replaces AND with a zero by a zero, unless it contains a function call. */
export function andNode(left: Operand, right: Operand): Operand {
  const node = nodeOver(left, right);
  return !node.calls && (left.form === 'zero' || right.form === 'zero') ? zero : node;
}

/** SQLite rewrites `a IN (1)` as `a = +1`, and `a IN ()` as a constant. */
export function inNode(left: Operand, items: readonly Operand[]): Operand {
  const [only] = items;
  if (only === undefined) return leaf;
  return nodeOver(left, ...(items.length === 1 && only.constant ? [nodeOver(only)] : items));
}

/** A row or a COLLATE: SQLite ignores the height of their children. */
export function flatNode(...parts: readonly Operand[]): Operand {
  return { ...nodeOver(...parts), height: 1 };
}

/** Its height together with that of the subqueries nested in it. */
export function totalHeight({ height, nestedHeight }: Operand): number {
  return height + nestedHeight;
}
