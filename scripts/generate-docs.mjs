// Writes docs/reference/cli.md from the commands themselves, so that the page cannot drift. `--check` writes nothing and fails if
// the page is not what would be written.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { commands } from '../packages/cli/src/commands.ts';
import { createProgram } from '../packages/cli/src/program.ts';

const page = join(dirname(dirname(fileURLToPath(import.meta.url))), 'docs/reference/cli.md');

const text = [
  '# Commands and flags',
  "Written by `node scripts/generate-docs.mjs` from the command's own help: do not edit.",
  fenced(help()),
  ...commands.map(({ name }) => `## ${name}\n\n${fenced(help(name))}`),
].join('\n\n');

if (!process.argv.includes('--check')) {
  writeFileSync(page, `${text}\n`);
} else if (readFileSync(page, 'utf8') !== `${text}\n`) {
  process.stderr.write('docs/reference/cli.md is not current: run node scripts/generate-docs.mjs\n');
  process.exitCode = 1;
}

/** What `roost help`, or that of one command, prints to a pipe. */
function help(...name) {
  let printed = '';
  const stdout = {
    write: (text) => {
      printed += text;
    },
    hasColor: false,
    columns: undefined,
  };
  createProgram('', stdout, async () => {}).parse(['help', ...name], { from: 'user' });
  return printed.trim();
}

function fenced(output) {
  return `\`\`\`\n${output}\n\`\`\``;
}
