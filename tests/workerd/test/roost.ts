// Runs the built command and reads its answer.
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';

export function roost(...args: readonly string[]): { result: Record<string, unknown> } {
  const bin = createRequire(import.meta.url)
    .resolve('@roostjs/cli/package.json')
    .replace('package.json', 'bin/roost.js');
  return JSON.parse(execFileSync(process.execPath, [bin, ...args, '--json'], { encoding: 'utf8' }));
}
