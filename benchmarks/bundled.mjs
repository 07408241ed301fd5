// Which file a line of the bundled command comes from: the bundler writes the path of each file above what it took of it.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const linesOf = new Map();

/** The URL of the file; of code that is not of the bundle, its own. Lines count from 0, as in a profile. */
export function originOf(url, line) {
  const [, command] = /^(file:.*\/packages\/cli\/)dist\/[^/]+\.js$/.exec(url) ?? [];
  if (command === undefined) return url;
  if (!linesOf.has(url)) linesOf.set(url, readFileSync(fileURLToPath(url), 'utf8').split('\n'));
  const above = linesOf.get(url).slice(0, line + 1);
  const path = above.findLast((text) => /^\/\/ (?:src|\.\.)\/\S+$/.test(text))?.slice('// '.length);
  return path === undefined ? url : new URL(path, command).href;
}
