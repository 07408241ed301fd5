// One of the process's streams as the program writes to it.
import { fstatSync, writeFileSync } from 'node:fs';
import type { Environment, Output } from '../context.ts';
import { openLine } from './open-line.ts';
import { rendered, wantsColor } from './style.ts';

/**
 * What it writes is no more than text, but for Roost's own colours and commands to a CI. What others write to the stream from now
 * on does not stand in a line that is begun here. Nothing that goes wrong with the stream is thrown: `onLoss` hears of what
 * somebody should have read and cannot, perhaps more than once.
 */
export function outputOf(
  stream: NodeJS.WriteStream & { readonly fd?: number },
  env: Environment,
  onLoss: (error: Error) => void,
): Output {
  const write = stream.write.bind(stream);
  const isTerminal = stream.isTTY ?? false;
  const file = isFile(stream.fd) ? stream.fd : undefined;
  const line = openLine();
  stream.on('error', (error) => {
    if (!isUnread(error, isTerminal)) onLoss(error);
  });
  stream.write = (chunk: string | Uint8Array, ...rest: never[]): boolean => {
    const lineBreak = line.before(chunk);
    if (lineBreak !== '') write(lineBreak);
    return write(chunk, ...rest);
  };
  return {
    write: (text, isDocument = false) => {
      if (text === '') return;
      const whole = line.own(text);
      const shown = isDocument && !isTerminal ? whole : rendered(whole);
      if (file !== undefined) writeToFile(file, shown, onLoss);
      else write(shown);
    },
    hasColor: wantsColor(env, isTerminal),
    columns: isTerminal ? stream.columns : undefined,
  };
}

// `roost migrate 2>&1 | head -1`, or a terminal that is closed: who stops reading has seen enough.
function isUnread({ code }: NodeJS.ErrnoException, isTerminal: boolean): boolean {
  return code === 'EPIPE' || (isTerminal && code === 'EIO');
}

function isFile(fd: number | undefined): fd is number {
  return fd !== undefined && fstatSync(fd).isFile();
}

// Node's own stream writes once, and says nothing where a disk that is nearly full takes only a part of it.
function writeToFile(fd: number, text: string, onLoss: (error: Error) => void): void {
  try {
    writeFileSync(fd, text);
  } catch (error) {
    onLoss(error as Error);
  }
}
