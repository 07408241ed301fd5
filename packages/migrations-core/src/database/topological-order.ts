// Names in an order in which each comes behind what it needs. Pure.

/**
 * The names in their own order, but for what each needs, which comes ahead of it; a name that is part of a circle comes
 * where the circle is entered. What is needed and is not among the names does not count.
 */
export function dependencyOrder(
  names: readonly string[],
  neededBy: (name: string) => readonly string[],
): readonly string[] {
  const known = new Set(names);
  const order = new Set<string>();
  const entered = new Set<string>();
  const enter = (name: string): void => {
    if (entered.has(name) || !known.has(name)) return;
    entered.add(name);
    for (const needed of neededBy(name)) enter(needed);
    order.add(name);
  };
  for (const name of names) enter(name);
  return [...order];
}
