// The same texts are read by many: what is read off a text alone is kept for the next who asks.

const maxCharacters = 200_000;

/** The same function of a text, which must be pure and whose answer nobody changes; what it throws is not kept. */
export function memoize<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  let characters = 0;
  return (text) => {
    const found = known.get(text);
    if (found !== undefined || known.has(text)) return found as T;
    const value = read(text);
    characters += text.length;
    if (characters > maxCharacters) {
      // All at once: which text comes again soonest is not known.
      known.clear();
      characters = text.length;
    }
    if (characters <= maxCharacters) known.set(text, value);
    else characters = 0;
    return value;
  };
}
