// Imports what Node's type stripping does not support: enums, namespaces, parameter properties, decorators, imports without
// an extension or through tsconfig paths, types imported without `type`. Jiti is loaded only for a file that needs it.
import { syntaxInvalid } from '../errors.ts';

/** The file's module namespace. Throws MIGRATION.SYNTAX with the location, else what the file threw. */
export async function importWithJiti(path: string): Promise<unknown> {
  const { createJiti } = await import('jiti');
  // No interop, which would add a default export to a module that has none, unlike a native import.
  const jiti = createJiti(path, { tsconfigPaths: true, fsCache: false, interopDefault: false });
  try {
    return namespaceOf(await jiti.import(path));
  } catch (error) {
    throw syntaxErrorIn(error) ?? error;
  }
}

// Babel marks what was ESM. Anything else is the exports of a CommonJS file, which import() returns as default.
function namespaceOf(exported: unknown): unknown {
  const isModule = typeof exported === 'object' && exported !== null && '__esModule' in exported;
  return { ...(isModule ? exported : { default: exported }), [Symbol.toStringTag]: 'Module' };
}

// "ParseError: <problem> \n <file>:<line>:<column>" is all that jiti 2.7 keeps of Babel's error. Columns count from 0.
function syntaxErrorIn(error: unknown): Error | undefined {
  if (!(error instanceof Error)) return undefined;
  const [, problem, file, line, column] =
    /^ParseError: (.*?)\s*\n (.+):(\d+):(\d+)$/s.exec(error.message) ?? [];
  if (problem === undefined || file === undefined) return undefined;
  return syntaxInvalid(
    { file, line: Number(line), column: Number(column) + 1 },
    problem.replace(/\.$/, ''),
    error,
  );
}
