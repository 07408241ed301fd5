// Whether an import that Node could not link names something that the other file does not have at all. Node also fails on types
// that are imported without `type`. Jiti removes those, but a missing value would become undefined.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export type MissingExport = { readonly file: string; readonly specifier: string; readonly name: string };

const linkError = /requested module '(.+)' does not provide an export named '(.+)'/;

/** The import of a link error, if the text of the imported file has neither the name nor `export *`. */
export function missingExport(error: unknown): MissingExport | undefined {
  if (!(error instanceof SyntaxError)) return undefined;
  const [, specifier, name] = linkError.exec(error.message) ?? [];
  const [, importer] = /^(file:.+?):\d+\n/.exec(error.stack ?? '') ?? [];
  if (specifier === undefined || name === undefined || importer === undefined) return undefined;
  if (!/^\.{0,2}\//.test(specifier)) return undefined;
  const target = fileURLToPath(new URL(specifier, importer));
  if (!existsSync(target)) return undefined;
  const text = readFileSync(target, 'utf8');
  const mayExport = text.includes(name) || /\bexport\s*\*/.test(text);
  return mayExport ? undefined : { file: fileURLToPath(importer), specifier, name };
}
