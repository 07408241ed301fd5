// The fourteen digits at the start of a migration's name: the UTC second in which it was created. Pure.

/**
 * `20261123101500` for 2026-11-23 10:15:00 UTC, or the next second that is not used. Skips `later` unused ones.
 */
export function freeTimestamp(now: Date, used: ReadonlySet<string>, later = 0): string {
  const second = new Date(now);
  let skipped = 0;
  while (used.has(timestampOf(second)) || skipped++ < later) {
    second.setUTCSeconds(second.getUTCSeconds() + 1);
  }
  return timestampOf(second);
}

function timestampOf(date: Date): string {
  return date.toISOString().replace(/\D/g, '').slice(0, 14);
}
