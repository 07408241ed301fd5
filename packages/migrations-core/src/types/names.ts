// How names and texts of a schema are written in TypeScript. Pure.

/** `user_posts` is `UserPosts`. Always an identifier; names of other characters may result in the same one. */
export function pascalCase(name: string): string {
  const words = name.split(/[^\p{ID_Continue}]+|_+/u).map((word) => {
    const [first = '', ...rest] = word;
    return first.toUpperCase() + rest.join('');
  });
  const joined = words.join('');
  return /^\p{ID_Start}/u.test(joined) ? joined : `_${joined}`;
}

/** The key of a property. */
export function propertyKey(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : textLiteral(name);
}

/** In the quotes that need fewer escapes, as formatters prefer it; characters that cannot be seen are escaped. */
export function textLiteral(text: string): string {
  const escaped = JSON.stringify(text)
    .slice(1, -1)
    .replace(/\\(.)/g, (pair, character: string) => (character === '"' ? '"' : pair))
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, unicodeEscape);
  if (!escaped.includes("'")) return `'${escaped}'`;
  return escaped.includes('"') ? `'${escaped.replaceAll("'", "\\'")}'` : `"${escaped}"`;
}

function unicodeEscape(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
