// Lints the packed packages: publint (what package.json promises) and arethetypeswrong (what TypeScript finds).
// Run it after a build. A tool that cannot run is a finding, not a reason to skip.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packAll } from './pack.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bin = (...path) => join(root, 'node_modules', ...path);

// The packages are ESM only: `esm-only` ignores how require() and the resolution of before 2022 see them.
const linters = [
  { name: 'publint', run: (tarball) => [bin('publint', 'src', 'cli.js'), tarball, '--strict'] },
  {
    name: 'attw',
    run: (tarball) => [bin('@arethetypeswrong', 'cli', 'dist', 'index.js'), tarball, '--profile', 'esm-only'],
  },
];

const folder = mkdtempSync(join(tmpdir(), 'roost-check-'));
try {
  const clean = packAll(folder, process.env).map(check);
  process.exitCode = clean.every(Boolean) ? 0 : 1;
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true });
}

function check({ name, tarball }) {
  const findings = linters.map(({ name: linter, run }) => lint(linter, run(tarball)));
  const found = findings.filter((finding) => finding !== undefined);
  const verdict = linters.map(({ name: linter }, index) => `${linter} ${findings[index] ? 'FAILED' : 'ok'}`);
  process.stdout.write(`${name}: ${verdict.join(', ')}\n`);
  for (const finding of found) process.stderr.write(`${finding}\n`);
  return found.length === 0;
}

function lint(linter, args) {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (error !== undefined) return `${linter} could not be started: ${error.message}`;
  return status === 0 ? undefined : `${linter} ended with ${status}:\n${stdout}${stderr}`;
}
