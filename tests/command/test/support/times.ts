// What differs from run to run in what a command prints.

/** The text with `<time>` in place of each duration. */
export function withoutTimes(text: string): string {
  return text.replaceAll(/\b\d+(\.\d+)? (ms|s)\b/g, '<time>');
}
