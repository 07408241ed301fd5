/** The seeds, and everything that `next` leads to from them, directly or through others. In no particular order. */
export function reachableFrom<T>(seeds: Iterable<T>, next: (item: T) => Iterable<T>): Set<T> {
  const reached = new Set(seeds);
  let frontier = [...reached];
  while (frontier.length > 0) {
    const found = new Set(frontier.flatMap((item) => [...next(item)]));
    frontier = [...found].filter((item) => !reached.has(item));
    for (const item of frontier) reached.add(item);
  }
  return reached;
}
