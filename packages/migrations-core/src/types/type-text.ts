// Checks that a text can only be one TypeScript type, so that it cannot add anything else to the file that it is written
// to. Whether the type exists is for the compiler to say. Pure.

/** What is wrong with it, after `'…'`; undefined if nothing is. */
export function flawOfType(text: string): string | undefined {
  if (text === '') return 'has no type';
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(text)) return 'has a line break or another control character';
  const parts: string[] = [];
  const open: string[] = [];
  for (let at = 0; at < text.length; ) {
    const part = partAt(text, at);
    if (part === undefined) return `has '${text.slice(at, at + 1)}', which is not allowed`;
    at += part.length;
    if (part.trim() === '') continue;
    if (areTwoTypes(parts.at(-1) ?? '', part)) return `has nothing between '${parts.at(-1)}' and '${part}'`;
    parts.push(part);
    const closing = brackets.get(part);
    if (closing !== undefined) open.push(closing);
    else if (/^[)\]}>]$/.test(part) && open.pop() !== part)
      return `has '${part}' without its opening bracket`;
    else if (/^[,:?]$/.test(part) && open.length === 0) return `has '${part}' outside of brackets`;
  }
  if (open.length > 0) return `lacks '${open.at(-1)}'`;
  return isOperand(parts.at(-1) ?? '') || /^[)\]}>]$/.test(parts.at(-1) ?? '') ? undefined : 'is incomplete';
}

const brackets: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
  ['<', '>'],
]);

// A name, a number, a string, an arrow or a sign.
const part = /[ ]+|[\p{ID_Continue}$]+|'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|=>|[|&.,:?<>()[\]{}-]/uy;

function partAt(text: string, at: number): string | undefined {
  part.lastIndex = at;
  return part.exec(text)?.[0];
}

function isOperand(part: string): boolean {
  return /^['"$\p{ID_Continue}]/u.test(part);
}

function areTwoTypes(one: string, other: string): boolean {
  return isOperand(one) && isOperand(other) && !operators.has(one) && !operators.has(other);
}

const operators: ReadonlySet<string> = new Set([
  'abstract',
  'as',
  'asserts',
  'extends',
  'in',
  'infer',
  'is',
  'keyof',
  'new',
  'readonly',
  'typeof',
  'unique',
]);
