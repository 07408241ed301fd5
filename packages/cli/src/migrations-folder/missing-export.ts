// Whether an import that Node would not link asks for a name that the other file does not have at all. Node misses
// types imported without `type` as well, which jiti leaves out; a name that is neither would become undefined.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export type MissingExport = { readonly file: string; readonly specifier: string; readonly name: string };

const linkError = /requested module '(.+)' does not provide an export named '(.+)'/;

/** The import of a link error, where the text of the file that it names never mentions the name, nor `export *`. */
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
