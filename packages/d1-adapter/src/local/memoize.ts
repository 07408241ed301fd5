// Programs run few texts many times: what is read off a text alone is kept for the next time that it comes.

const maxTexts = 500;
/** What is read off a longer text is not kept. */
export const maxTextLength = 5_000;

/** The same function of a text, which must be pure; what it throws is not kept. */
export function memoize<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined || known.has(text)) return found as T;
    const value = read(text);
    if (text.length > maxTextLength) return value;
    // All at once: which text comes again soonest is not known.
    if (known.size === maxTexts) known.clear();
    known.set(text, value);
    return value;
  };
}
