// Makes Node load a .ts or .js file with ESM syntax as ESM, even if the nearest package.json has no "type", or "commonjs",
// as `npm init` writes it. Otherwise, Node would parse such a file twice and print MODULE_TYPELESS_PACKAGE_JSON, or refuse it.
// Files in node_modules are left to Node.
import { readFileSync } from 'node:fs';
import { type LoadHookSync, registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

let registered = false;

/** Applies to every module that this process loads from now on. Can be called repeatedly. */
export function detectModuleSyntax(): void {
  if (registered) return;
  registered = true;
  registerHooks({ load });
}

/** Whether a migration is certainly ESM. false if it is CommonJS, or if Node has to detect it. */
export function isModule(path: string): boolean {
  return /\.m[jt]s$/.test(path) || (!isInPackage(path) && hasModuleSyntax(readFileSync(path, 'utf8')));
}

const load: LoadHookSync = (url, context, nextLoad) => {
  if (!isUndecided(url, context.format)) return nextLoad(url, context);
  const source = readFileSync(fileURLToPath(url), 'utf8');
  if (!hasModuleSyntax(source)) return nextLoad(url, context);
  return { format: isTypeScript(url) ? 'module-typescript' : 'module', source, shortCircuit: true };
};

function isUndecided(url: string, format: string | null | undefined): boolean {
  if (!/^file:.*\.[jt]s$/.test(url) || isInPackage(url)) return false;
  return format !== 'module' && format !== 'module-typescript';
}

function isInPackage(place: string): boolean {
  return /[\\/]node_modules[\\/]/.test(place);
}

function isTypeScript(url: string): boolean {
  return url.endsWith('.ts');
}

// If a file has both kinds of syntax, Node's own detection decides.
function hasModuleSyntax(source: string): boolean {
  return moduleSyntax.test(source) && !commonJsSyntax.test(source);
}

const moduleSyntax = /(?:^|[;}]|\*\/)[ \t]*(?:export|import)\b(?![ \t]*[(.:=])/m;
const commonJsSyntax = /(?:^|[;}]|\*\/)[ \t]*(?:module\.exports\b|exports[.[]|export\s*=)/m;
