// Where in a file something was thrown: its own topmost line on the stack, however the file was loaded.
import { pathToFileURL } from 'node:url';

/** Counts from 1; undefined where the stack never passes through the file, as where the database refused a batch. */
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
