// The content of a database as text, without what an export or an import may write in another way.

/** Without comments, spaces and line ends outside quotes: roost import indents statements in its own way. */
export const withoutLayout = (content: string): string => tokensOf(content).join(' ');

/**
 * With the triggers in small letters and without parentheses. The rest stays as it is: roost migrate:export
 * writes triggers as Cloudflare is reported to take them.
 */
export function withFoldedTriggers(content: string): string {
  const parts = content.split('\n\n');
  return parts.map((part) => (part.startsWith('CREATE TRIGGER') ? folded(part) : part)).join('\n\n');
}

function folded(trigger: string): string {
  const tokens = tokensOf(trigger).filter((token) => token !== '(' && token !== ')');
  return tokens.map((token) => (token.startsWith("'") ? token : token.toLowerCase())).join(' ');
}

const comment = /^(?:--|\/\*)/;
const token = /--.*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|\[[^\]]*\]|\w+|[^\s\w]/gu;

function tokensOf(sql: string): readonly string[] {
  return [...sql.matchAll(token)].map(([text]) => text).filter((text) => !comment.test(text));
}
