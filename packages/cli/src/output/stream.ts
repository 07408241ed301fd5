// One of the process's streams as the program writes to it.
import type { Environment, Output } from '../context.ts';
import { openLine } from './open-line.ts';
import { rendered, wantsColor } from './style.ts';

/**
 * What it writes is no more than text, but for Roost's own colours and commands to a CI. What others write to the stream from now
 * on does not stand in a line that is begun here.
 */
export function outputOf(stream: NodeJS.WriteStream, env: Environment): Output {
  const write = stream.write.bind(stream);
  const isTerminal = stream.isTTY ?? false;
  const line = openLine();
  stream.on('error', unlessNobodyReads);
  stream.write = (chunk: string | Uint8Array, ...rest: never[]): boolean => {
    const ahead = line.aheadOf(chunk);
    if (ahead !== '') write(ahead);
    return write(chunk, ...rest);
  };
  return {
    write: (text, isDocument = false) => {
      const whole = line.own(text);
      write(isDocument && !isTerminal ? whole : rendered(whole));
    },
    hasColor: wantsColor(env, isTerminal),
    columns: isTerminal ? stream.columns : undefined,
  };
}

// `roost migrate 2>&1 | head -1`: whoever stops reading must not stop a run half-way.
function unlessNobodyReads(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}
