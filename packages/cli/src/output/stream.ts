// One of the process's streams as the program writes to it.
import type { Environment, Output } from '../context.ts';
import { printable } from './printable.ts';
import { wantsColor } from './style.ts';

/** To a terminal goes what it can show, to a pipe or a file every byte as it is. */
export function outputOf(stream: NodeJS.WriteStream, env: Environment): Output {
  const write = stream.write.bind(stream);
  const isTerminal = stream.isTTY ?? false;
  stream.on('error', unlessNobodyReads);
  return {
    write: (text) => void write(isTerminal ? printable(text) : text),
    hasColor: wantsColor(env, isTerminal),
    columns: isTerminal ? stream.columns : undefined,
  };
}

// `roost migrate 2>&1 | head -1`: whoever stops reading must not stop a run half-way.
function unlessNobodyReads(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}
