// The line of a file in which an error was thrown: its topmost line on the stack, with either way of loading.
import { pathToFileURL } from 'node:url';

/** Counts from 1; undefined if the file is not on the stack, for example because the database refused a batch. */
export function lineThrownAt(file: string, thrown: unknown): number | undefined {
  if (!(thrown instanceof Error) || thrown.stack === undefined) return undefined;
  const frames = thrown.stack.split('\n').filter((line) => /^\s+at /.test(line));
  const places = [file, pathToFileURL(file).href];
  for (const frame of frames) {
    const [, path = '', line] = /(?:^\s+at |\()(?:async )?([^()]*):(\d+):\d+\)?$/.exec(frame) ?? [];
    if (places.includes(path)) return Number(line);
  }
  return undefined;
}
