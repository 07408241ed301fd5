// Follows a page to the letter. Of its fenced blocks, in order and within one project,
//
//     ```js run, ```ts run, ```sh run     are run and must end with 0
//     ```sh serve                         is started, on a port of its own, and runs until the page is left
//     ```sh ask                           is `curl <url>` on each line, sent to that server, not to port 8787
//     ```output                           is what the last run printed, on both streams, with <time> for a
//                                         duration or a moment, <timestamp> for a migration's, <bookmark>, and
//                                         <id> and <account> for those of a database
//     ```ts file=src/index.ts             is saved under that path, in any language; if the path has a *, in place of
//                                         the one file that matches it
//     ```ts file=… fails                  is a migration that fails, which lint.test.ts expects
//
// and all others are left alone. A viewer takes the first word for the language and shows none of the rest.
import { dirname } from 'node:path';
import { type Block, blocksOf } from './markdown.ts';
import { copyOf, type Ended, openReader, type Reader, type Start, workerProject } from './reader.ts';

/** A block that fails, or an `output` that is not what was printed. */
type Mistake = { readonly block: Block; readonly ended: Ended };

/** What differs from the page, up to the first block that fails. Empty if the page holds. */
export async function mistakesIn(
  page: string,
  markdown: string,
  start: Start = startOf(page),
): Promise<readonly string[]> {
  return (await follow(blocksOf(markdown), start)).map(describeMistake);
}

/** The page with what its commands print now. Throws if a block fails. */
export async function withCurrentOutput(page: string, markdown: string): Promise<string> {
  const mistakes = await follow(blocksOf(markdown), startOf(page));
  const failed = mistakes.find(({ block }) => !isOutput(block));
  if (failed !== undefined) throw new Error(`${page}, ${describeMistake(failed)}`);
  const lines = markdown.split('\n');
  for (const { block, ended } of mistakes.toReversed()) {
    const printed = shown(ended.output, markdown).split('\n');
    lines.splice(block.line, block.text.split('\n').length - 1, ...printed);
  }
  return lines.join('\n');
}

function startOf(page: string): Start {
  return page.startsWith('apps/') ? copyOf(dirname(page)) : workerProject;
}

export function isRun({ info }: Block): boolean {
  return info.slice(1).includes('run');
}

function isOutput({ info }: Block): boolean {
  return info[0] === 'output';
}

/** How the reader does what a block says; undefined if it is to be left alone. */
function deedOf(block: Block, reader: Reader): Promise<Ended> | undefined {
  if (isRun(block)) return reader.run(block);
  switch (block.info.slice(0, 2).join(' ')) {
    case 'sh serve':
      return reader.serve(block);
    case 'sh ask':
      return reader.ask(block);
    default:
      return undefined;
  }
}

function describeMistake({ block, ended: { exitCode, output } }: Mistake): string {
  const what = isOutput(block) ? 'the output is' : `the block ends with ${exitCode}:`;
  return `line ${block.line}: ${what}\n${output}`;
}

async function follow(blocks: readonly Block[], start: Start): Promise<readonly Mistake[]> {
  const reader = openReader(start);
  try {
    return await readBlocks(blocks, reader);
  } finally {
    await reader.leave();
  }
}

async function readBlocks(blocks: readonly Block[], reader: Reader): Promise<readonly Mistake[]> {
  const mistakes: Mistake[] = [];
  let ended: Ended = { exitCode: 0, output: '' };
  for (const block of blocks) {
    const file = block.info.find((word) => word.startsWith('file='))?.slice('file='.length);
    if (file !== undefined) reader.save(file, block);
    if (isOutput(block) && withoutTimes(block.text) !== withoutTimes(ended.output)) {
      mistakes.push({ block, ended });
    }
    const deed = deedOf(block, reader);
    if (deed === undefined) continue;
    ended = await deed;
    if (ended.exitCode !== 0) return [...mistakes, { block, ended }];
  }
  return mistakes;
}

/** As a page shows it: with the timestamps of its own files, and no others. */
function shown(output: string, page: string): string {
  const own = (text: string): string => (page.includes(`${text}_`) ? text : '<timestamp>');
  return withoutDurations(output).replace(/\b\d{14}(?=_)/g, own);
}

function withoutTimes(text: string): string {
  return withoutDurations(text).replace(/\b\d{14}(?=_)/g, '<timestamp>');
}

function withoutDurations(text: string): string {
  return text
    .trimEnd()
    .replace(/\b\d+(\.\d+)? ?(ms|s)\b/g, '<time>')
    .replace(/\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?Z?/g, '<time>')
    .replace(/\b[\da-f]{8}-[\da-f]{8}-[\da-f]{8}-[\da-f]{32}\b/g, '<bookmark>')
    .replace(/\b[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}\b/g, '<id>')
    .replace(/\b[\da-f]{32}\b/g, '<account>');
}
