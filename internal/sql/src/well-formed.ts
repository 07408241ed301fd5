// A text as a database can store it.

/** A lone surrogate has no UTF-8 encoding: the replacement character takes its place. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\uFFFD');
}
