// The fourteen digits in front of a migration's name: the UTC second in which it was made. Pure.

/**
 * `20261123101500` for 2026-11-23 10:15:00 UTC; where that is taken, the next second that is not. `later` passes
 * over so many that are free.
 */
export function freeTimestamp(now: Date, taken: ReadonlySet<string>, later = 0): string {
  const second = new Date(now);
  let passed = 0;
  while (taken.has(timestampOf(second)) || passed++ < later) {
    second.setUTCSeconds(second.getUTCSeconds() + 1);
  }
  return timestampOf(second);
}

function timestampOf(date: Date): string {
  return date.toISOString().replace(/\D/g, '').slice(0, 14);
}
