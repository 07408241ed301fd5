// Follows a page to the letter. Of its fenced blocks, in order and within one project,
//
//     ```js run, ```ts run, ```sh run     are run and must end with 0
//     ```output                           is what the last run printed, on both streams, with <time> for a
//                                         duration or a moment, <timestamp> for a migration's, and <bookmark>
//     ```ts file=src/index.ts             is saved under that path, in any language; if the path has a *, in place of
//                                         the one file that matches it
//     ```ts file=… fails                  is a migration that fails, which lint.test.ts expects
//
// and all others are left alone. A viewer takes the first word for the language and shows none of the rest.
import { dirname } from 'node:path';
import { type Block, blocksOf } from './markdown.ts';
import { copyOf, type Ended, openReader, type Reader, type Start, workerProject } from './reader.ts';

/** What differs from the page, up to the first block that fails. Empty if the page holds. */
export async function mistakesIn(
  page: string,
  markdown: string,
  start: Start = startOf(page),
): Promise<readonly string[]> {
  const reader = openReader(start);
  try {
    return await follow(reader, blocksOf(markdown));
  } finally {
    reader.leave();
  }
}

function startOf(page: string): Start {
  return page.startsWith('apps/') ? copyOf(dirname(page)) : workerProject;
}

export function isRun({ info }: Block): boolean {
  return info.slice(1).includes('run');
}

async function follow(reader: Reader, blocks: readonly Block[]): Promise<readonly string[]> {
  const mistakes: string[] = [];
  let last: Ended = { exitCode: 0, output: '' };
  for (const block of blocks) {
    const file = block.info.find((word) => word.startsWith('file='))?.slice('file='.length);
    if (file !== undefined) reader.save(file, block);
    if (block.info[0] === 'output' && withoutTimes(block.text) !== withoutTimes(last.output)) {
      mistakes.push(`line ${block.line}: the output is\n${last.output}`);
    }
    if (!isRun(block)) continue;
    last = await reader.run(block);
    if (last.exitCode !== 0) {
      return [...mistakes, `line ${block.line}: the block ends with ${last.exitCode}:\n${last.output}`];
    }
  }
  return mistakes;
}

function withoutTimes(text: string): string {
  return text
    .trimEnd()
    .replace(/\b\d+(\.\d+)? ?(ms|s)\b/g, '<time>')
    .replace(/\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?Z?/g, '<time>')
    .replace(/\b\d{14}(?=_)/g, '<timestamp>')
    .replace(/\b[\da-f]{8}-[\da-f]{8}-[\da-f]{8}-[\da-f]{32}\b/g, '<bookmark>');
}
