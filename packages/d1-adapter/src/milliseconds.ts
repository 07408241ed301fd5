// Checks durations that come in as options.

// The limit of Node's timers and of SQLite: both treat a longer time as no time at all.
const max = 2_147_483_647;

/** Returns the value. Throws a TypeError unless it is a whole number of milliseconds, at least `min`. */
export function milliseconds(option: string, value: number, min: number): number {
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw new TypeError(
    `${option} must be a whole number of milliseconds from ${min} to ${max}, not ${String(value)}.`,
  );
}
