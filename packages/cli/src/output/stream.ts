// One of the streams of the process, as the program writes to it.
import { fstatSync, writeFileSync } from 'node:fs';
import type { Environment, Output } from '../context.ts';
import { type LiveSettings, liveLine } from './live-line.ts';
import { openLine } from './open-line.ts';
import { sanitize, wantsColor } from './style.ts';
import { wrapped } from './wrap.ts';

/** `live`: how a stream shows what is being done; without it, it shows nothing. `before`: called before anything is written. */
type StreamOptions = { readonly live?: LiveSettings | undefined; readonly before?: () => void };

/**
 * Escapes control characters, except in Roost's own colors and commands to a CI, and breaks long lines of prose on a terminal. What others write to the stream from now on starts
 * on a new line if a line is unfinished here. Errors of the stream are not thrown: `onLoss` is called if output is lost that somebody
 * may read, perhaps more than once.
 */
export function outputOf(
  stream: NodeJS.WriteStream & { readonly fd?: number },
  env: Environment,
  onLoss: (error: Error) => void,
  { live: settings, before = () => {} }: StreamOptions = {},
): Output {
  const write = stream.write.bind(stream);
  const isTerminal = stream.isTTY ?? false;
  const file = isFile(stream.fd) ? stream.fd : undefined;
  const line = openLine();
  const terminal = {
    write: (text: string) => void write(sanitize(text)),
    columns: () => stream.columns || 80,
    isFree: line.isFree,
  };
  const live = settings === undefined ? null : liveLine(terminal, settings);
  const clear = (): void => {
    live?.erase();
    before();
  };
  stream.on('error', (error) => {
    if (!isReaderGone(error, isTerminal)) onLoss(error);
  });
  stream.write = (chunk: string | Uint8Array, ...rest: never[]): boolean => {
    clear();
    const lineBreak = line.before(chunk);
    if (lineBreak !== '') write(lineBreak);
    return write(chunk, ...rest);
  };
  return {
    write: (text, form = 'prose') => {
      if (text === '') return;
      clear();
      const fitted =
        isTerminal && form === 'prose' && line.isFree() ? wrapped(text, stream.columns || 80) : text;
      const whole = line.own(fitted);
      const shown = form === 'document' && !isTerminal ? whole : sanitize(whole);
      if (file !== undefined) writeToFile(file, shown, onLoss);
      else write(shown);
    },
    hasColor: wantsColor(env, isTerminal),
    columns: isTerminal ? stream.columns : undefined,
    live,
  };
}

// Nobody reads any more, as in `roost migrate 2>&1 | head -1`, or if a terminal is closed.
function isReaderGone({ code }: NodeJS.ErrnoException, isTerminal: boolean): boolean {
  return code === 'EPIPE' || (isTerminal && code === 'EIO');
}

function isFile(fd: number | undefined): fd is number {
  return fd !== undefined && fstatSync(fd).isFile();
}

// Node's own stream writes once, and reports nothing if a nearly full disk takes only a part.
function writeToFile(fd: number, text: string, onLoss: (error: Error) => void): void {
  try {
    writeFileSync(fd, text);
  } catch (error) {
    onLoss(error as Error);
  }
}
