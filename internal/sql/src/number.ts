// Writes a number into a statement without losing a bit.

// SQLite reads long decimals exactly only if their exponent is near zero: the one in workerd misread one in six random
// bit patterns.
const [smallest, largest] = [1e-20, 1e20];
const step = 2 ** 60;

/**
 * An expression with the value that binding has: a REAL, or NULL if JSON cannot represent it. A negative one is in
 * parentheses.
 */
export function numberLiteral(value: number): string {
  if (!Number.isFinite(value)) return 'NULL';
  const size = Math.abs(value);
  if (size === 0 || (size > smallest && size < largest)) return decimal(value);
  // Powers of two only change the exponent, in JavaScript and in SQLite.
  let rest = value;
  let factors = '';
  for (; Math.abs(rest) >= step; rest /= step) factors += ` * ${decimal(step)}`;
  for (; Math.abs(rest) < 1; rest *= step) factors += ` / ${decimal(step)}`;
  return `(${decimal(rest)}${factors})`;
}

function decimal(value: number): string {
  const digits = String(Math.abs(value));
  const real = /[.e]/.test(digits) ? digits : `${digits}.0`;
  return value < 0 ? `(-${real})` : real;
}
