// Parses a wrangler configuration into plain data. A parser is loaded only if a file needs it.
import type { JSONScanner, ParseError, SyntaxKind } from 'jsonc-parser';
import { configFormatUnknown, configSyntax } from './errors.ts';

/** Parses by the file's extension, as wrangler does. Throws CONFIG.INVALID with the position of the mistake. */
export async function parseConfig(file: string, text: string): Promise<unknown> {
  if (file.endsWith('.toml')) return await parseToml(file, text);
  if (file.endsWith('.json') || file.endsWith('.jsonc')) return await parseJson(file, text);
  throw configFormatUnknown(file);
}

// wrangler allows comments and trailing commas in wrangler.json too.
async function parseJson(file: string, text: string): Promise<unknown> {
  const { createScanner, parse, printParseErrorCode } = await import('jsonc-parser');
  const tooDeep = firstTooDeep(createScanner(text));
  if (tooDeep !== undefined)
    throw configSyntax({ file, ...positionOf(text, tooDeep) }, `more than ${maxLevels} levels`);
  const errors: ParseError[] = [];
  const value: unknown = parse(text, errors, { allowTrailingComma: true });
  const [first] = errors;
  if (first === undefined) return value;
  throw configSyntax({ file, ...positionOf(text, first.offset) }, asWords(printParseErrorCode(first.error)));
}

// The parser is recursive, so deeper levels could overflow the stack.
const maxLevels = 500;

// The values of jsonc-parser's SyntaxKind, which it exports only as a type.
const openings: readonly SyntaxKind[] = [1, 3];
const closings: readonly SyntaxKind[] = [2, 4];
const endOfText: SyntaxKind = 17;

/** The offset of the first level that is too deep, or undefined if there is none. */
function firstTooDeep(scanner: JSONScanner): number | undefined {
  let levels = 0;
  for (let token = scanner.scan(); token !== endOfText; token = scanner.scan()) {
    if (openings.includes(token)) levels += 1;
    if (closings.includes(token)) levels -= 1;
    if (levels > maxLevels) return scanner.getTokenOffset();
  }
  return undefined;
}

async function parseToml(file: string, text: string): Promise<unknown> {
  const { parse, TomlError } = await import('smol-toml');
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const problem = (error.message.split('\n')[0] ?? '').replace(/^Invalid TOML document: /, '');
    throw configSyntax({ file, line: error.line, column: error.column }, problem, error);
  }
}

function positionOf(text: string, offset: number): { line: number; column: number } {
  const lines = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}

function asWords(errorCode: string): string {
  return errorCode.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
}
