// The line of a file in which an error was thrown: its topmost line on the stack, with either way of loading.
import { pathToFileURL } from 'node:url';

/**
 * Counts from 1; undefined if the file is not on the stack, nor on that of a cause, for example because the database
 * refused a batch.
 */
export function lineThrownAt(file: string, thrown: unknown): number | undefined {
  if (!(thrown instanceof Error)) return undefined;
  return lineOnStack(file, thrown.stack ?? '') ?? lineThrownAt(file, thrown.cause);
}

function lineOnStack(file: string, stack: string): number | undefined {
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line));
  const places = [file, pathToFileURL(file).href];
  for (const frame of frames) {
    const [, path = '', line] = /(?:^\s+at |\()(?:async )?([^()]*):(\d+):\d+\)?$/.exec(frame) ?? [];
    if (places.includes(path)) return Number(line);
  }
  return undefined;
}
