// Many callers read the same texts, so what depends on a text alone is computed once.

const maxCharacters = 200_000;

/**
 * The same function with its results stored. It must be pure, and nobody may change its results. Errors are not
 * stored.
 */
export function memoize<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  let characters = 0;
  return (text) => {
    const found = known.get(text);
    if (found !== undefined || known.has(text)) return found as T;
    const value = read(text);
    characters += text.length;
    if (characters > maxCharacters) {
      // It clears all results, since it cannot know which text is needed next.
      known.clear();
      characters = text.length;
    }
    if (characters <= maxCharacters) known.set(text, value);
    else characters = 0;
    return value;
  };
}
