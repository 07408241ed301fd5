// Writes what the commands of the followed pages print now into their `output` blocks, after a change of a sentence:
// `node scripts/write-output.ts`, or with the pages to write. It needs a build.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withCurrentOutput } from '../tests/docs/test/support/follow.ts';
import { followedPages } from '../tests/docs/test/support/pages.ts';
import { root, textOf } from '../tests/docs/test/support/repository.ts';

const named = process.argv.slice(2);
for (const page of named.length > 0 ? named : followedPages) {
  const text = textOf(page);
  const current = await withCurrentOutput(page, text);
  if (current === text) continue;
  writeFileSync(join(root, page), current);
  process.stdout.write(`${page}\n`);
}
