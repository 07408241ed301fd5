// Orders names so that each comes after what it needs. Pure.

/**
 * The names in their given order, except that what a name needs comes before it. A cycle is entered at its first
 * name. Needed names that are not among the names are ignored.
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
