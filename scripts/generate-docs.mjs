// Writes docs/reference/cli.md from the built command's own help, so that the page cannot drift. `--check` writes nothing and
// fails where the page is not what would be written.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const page = join(root, 'docs/reference/cli.md');

const overview = help('--help');
const commands = [...overview.matchAll(/^ {2}([a-z]+(?::[a-z]+)?) /gm)].map(([, name]) => name);
const sections = commands
  .filter((name) => name !== 'help')
  .map((name) => `## ${name}\n\n${fenced(help(name, '--help'))}`);
const text = [
  '# Commands and flags',
  "Written by `node scripts/generate-docs.mjs` from the command's own help: do not edit.",
  fenced(overview),
  ...sections,
].join('\n\n');

if (!process.argv.includes('--check')) {
  writeFileSync(page, `${text}\n`);
} else if (readFileSync(page, 'utf8') !== `${text}\n`) {
  process.stderr.write('docs/reference/cli.md is not current: run node scripts/generate-docs.mjs\n');
  process.exitCode = 1;
}

function help(...args) {
  const bin = join(root, 'packages/cli/bin/roost.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  if (status !== 0) throw new Error(`roost ${args.join(' ')} failed: ${stderr}`);
  return stdout.trim();
}

function fenced(output) {
  return `\`\`\`\n${output}\n\`\`\``;
}
