// Programs run few texts many times, so what depends on a text alone is computed once.

const maxTexts = 500;
/** Results for longer texts are not stored. */
export const maxTextLength = 5_000;

/** The same function, which must be pure, with its results stored. Errors are not stored. */
export function memoize<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined || known.has(text)) return found as T;
    const value = read(text);
    if (text.length > maxTextLength) return value;
    // It clears all results, since it cannot know which text is needed next.
    if (known.size === maxTexts) known.clear();
    known.set(text, value);
    return value;
  };
}
