// The last line of a terminal: what is being done, with the time that it takes. Nothing shares the line with it: it is erased before
// anything is written, and drawn again once a line is free.
import { setImmediate } from 'node:timers/promises';
import type { Live } from '../context.ts';
import { raw } from './style.ts';
import { clipped } from './wrap.ts';

/** What the line needs from outside. */
export type LiveSettings = {
  /** Monotonic milliseconds. */
  readonly clock: () => number;
  /** Called with true when the line is first drawn, and with false when it is gone for good. */
  readonly onDrawn: (isDrawn: boolean) => void;
};

/** The terminal. `isFree`: whether every line has ended, so that the next one can be drawn over. */
export type LiveTerminal = {
  readonly write: (text: string) => void;
  readonly columns: () => number;
  readonly isFree: () => boolean;
};

type Shown = { readonly text: string; readonly since: number; readonly when: 'at once' | 'if slow' };

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const patienceMs = 200;
const frameMs = 100;
const turnMs = 50;

export function liveLine(terminal: LiveTerminal, { clock, onDrawn }: LiveSettings): Live {
  let shown: Shown | null = null;
  let isDrawn = false;
  let timer: NodeJS.Timeout | undefined;
  const draw = (when: 'at once' | 'if slow'): void => {
    if (shown === null || !terminal.isFree()) return;
    const elapsed = clock() - shown.since;
    const isSlow = elapsed >= patienceMs;
    if (!isSlow && when === 'if slow') return;
    const sign = isSlow ? frames[Math.floor(elapsed / frameMs) % frames.length] : ' ';
    const time = isSlow ? ` ${(elapsed / 1000).toFixed(1)} s` : '';
    // In the last cell, some terminals begin the next line.
    const text = clipped(`${sign} ${shown.text}`, terminal.columns() - time.length - 1);
    onDrawn(true);
    terminal.write(`${raw('\r')}${text}${time}${raw('\u001B[K')}`);
    isDrawn = true;
  };
  const erase = (): void => {
    if (isDrawn) terminal.write(raw('\r\u001B[K'));
    isDrawn = false;
  };
  const end = (): void => {
    erase();
    shown = null;
    clearInterval(timer);
    timer = undefined;
    onDrawn(false);
  };
  return {
    show(text, when) {
      shown = { text, since: clock(), when };
      // It must not keep alive a process that waits for nothing.
      timer ??= setInterval(() => draw('if slow'), frameMs).unref();
      draw(when);
    },
    change(text) {
      shown = { since: clock(), when: 'if slow', ...shown, text };
      draw('if slow');
    },
    end,
    leave() {
      const left = isDrawn && shown?.when === 'at once' ? `  ${shown.text}\n` : '';
      end();
      if (left !== '') terminal.write(left);
    },
    erase,
    turn: turns(clock),
  };
}

// Calls that come while one is awaited wait for the same one, so that they stay in order.
function turns(clock: () => number): Live['turn'] {
  let last = clock();
  let next: Promise<void> | undefined;
  return () => {
    if (next === undefined && clock() - last < turnMs) return undefined;
    next ??= setImmediate().then(() => {
      next = undefined;
      last = clock();
    });
    return next;
  };
}
