// A number in the text of a statement, to the last bit.

// SQLite reads decimals of many digits to the last bit only where their exponent is not far from zero: workerd's
// misread one in six of random bit patterns.
const [smallest, largest] = [1e-20, 1e20];
const step = 2 ** 60;

/** An expression for what binding gives: a REAL, and NULL for what JSON has no number for. Negative ones have parentheses. */
export function numberLiteral(value: number): string {
  if (!Number.isFinite(value)) return 'NULL';
  const size = Math.abs(value);
  if (size === 0 || (size > smallest && size < largest)) return decimal(value);
  // Powers of two change nothing but the exponent, here and there.
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
