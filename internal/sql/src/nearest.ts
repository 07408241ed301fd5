// The name that somebody may have meant.

import { nameKey } from './names.ts';

/** The name with the smallest edit distance; undefined if even that is not similar. */
export function nearestName(wanted: string, names: readonly string[]): string | undefined {
  const most = Math.max(1, Math.ceil((wanted.length - 1) / 3));
  const [nearest] = names
    .map((name) => ({ name, distance: editDistance(nameKey(wanted), nameKey(name)) }))
    .filter(({ distance }) => distance > 0 && distance <= most)
    .sort((left, right) => left.distance - right.distance);
  return nearest?.name;
}

/** Levenshtein's distance, one row of its table at a time. */
export function editDistance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= right.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}
