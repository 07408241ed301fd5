// A span of time, as a program gives it.

// What Node's timers and SQLite both take: a longer one would be none at all.
const longest = 2_147_483_647;

/** Gives it back. Throws a TypeError where it is not a whole number of milliseconds from `least` up. */
export function milliseconds(option: string, value: number, least: number): number {
  if (Number.isInteger(value) && value >= least && value <= longest) return value;
  throw new TypeError(
    `${option} is a whole number of milliseconds from ${least} to ${longest}, and not ${String(value)}.`,
  );
}
