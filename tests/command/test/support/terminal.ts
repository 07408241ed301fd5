// The built command in a pseudo-terminal, and what a person would see there.
import { setTimeout as sleep } from 'node:timers/promises';
import { spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';
import { script } from './roost.ts';

export type TerminalOptions = {
  readonly cwd: string;
  readonly columns?: number;
  readonly env?: Readonly<Record<string, string>>;
  /** Whether its clock stands still, so that every duration is 0 ms. */
  readonly isTimeless?: boolean;
  /** Whether the terminal stays open after the command, which is followed by `endMark`. */
  readonly isKept?: boolean;
};

export type Terminal = {
  /** What one sees, with what has scrolled away. `⏎` ends a row where the terminal itself has broken the line. */
  screen(): Promise<string>;
  /** Waits until this is to be seen. */
  until(seen: string | RegExp): Promise<void>;
  type(text: string): void;
  signal(signal: NodeJS.Signals): void;
  /** The exit code, or the number of the signal that ended it. */
  readonly ended: Promise<{ readonly exitCode: number; readonly signal: number }>;
};

const rows = 50;
const endMark = '<the end>';
const keptOpen = `"$@"; echo '${endMark}'; exec cat`;
const stoppedClock = 'data:text/javascript,performance.now = () => 0;';

/** Runs `roost` with nothing of the tests' environment but the PATH. */
export function openTerminal(
  args: readonly string[],
  { cwd, columns = 80, env = {}, isTimeless = false, isKept = false }: TerminalOptions,
): Terminal {
  const emulator = new xterm.Terminal({ cols: columns, rows, scrollback: 10_000, allowProposedApi: true });
  const command = [process.execPath, ...(isTimeless ? ['--import', stoppedClock] : []), script, ...args];
  const [program = '', ...rest] = isKept ? ['sh', '-c', keptOpen, 'sh', ...command] : command;
  const child = spawn(program, rest, {
    name: env['TERM'] ?? 'xterm-256color',
    cols: columns,
    rows,
    cwd,
    env: { PATH: process.env['PATH'], ...env },
  });
  let written = Promise.resolve();
  child.onData((data) => {
    written = written.then(() => new Promise((resolve) => emulator.write(data, resolve)));
  });
  const ended = new Promise<{ exitCode: number; signal: number }>((resolve) =>
    child.onExit(({ exitCode, signal = 0 }) => resolve({ exitCode, signal })),
  );
  const screen = async (): Promise<string> => {
    await written;
    return seenOn(emulator);
  };
  return {
    screen,
    until: async (seen) => {
      const isSeen = (text: string): boolean =>
        typeof seen === 'string' ? text.includes(seen) : seen.test(text);
      while (!isSeen(await screen())) await sleep(5);
    },
    type: (text) => child.write(text),
    signal: (signal) => child.kill(signal),
    ended,
  };
}

function seenOn({ buffer: { active } }: xterm.Terminal): string {
  const lines = Array.from({ length: active.length }, (_, index) => {
    const text = active.getLine(index)?.translateToString(true) ?? '';
    return active.getLine(index + 1)?.isWrapped ? `${text}⏎` : text;
  });
  return `${lines.join('\n').trimEnd()}\n`;
}

/** What one sees when the command has ended. */
export async function screenOf(args: readonly string[], options: TerminalOptions): Promise<string> {
  return screenAtEnd(openTerminal(args, { ...options, isKept: true }));
}

/**
 * The same, of a terminal that is kept, which this closes: of one that closes with its command, what is not read within 200 ms is lost.
 */
export async function screenAtEnd(terminal: Terminal): Promise<string> {
  await terminal.until(endMark);
  const seen = await terminal.screen();
  terminal.signal('SIGKILL');
  await terminal.ended;
  return `${seen.slice(0, seen.lastIndexOf(endMark)).trimEnd()}\n`;
}
