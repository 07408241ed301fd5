// Ctrl-C and other signals: during a run, the first one stops it after the current migration, a second one immediately.
import { setImmediate } from 'node:timers/promises';

export type SignalGuard = {
  /**
   * From here on, the first signal is kept and passed to `onSignal`, which takes the place of an earlier one. Before and after, a signal
   * ends the process.
   */
  begin(onSignal: (signal: NodeJS.Signals) => void): void;
  end(): void;
  /** The first signal, if there was one. Takes a turn of the event loop, without which none arrives. */
  received(): Promise<NodeJS.Signals | undefined>;
};

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

// A parent process such as npx may pass on the Ctrl-C that the terminal has sent to both. It must not count as a second one.
const onePressMs = 500;

export function guardSignals(process: NodeJS.Process, clock: () => number): SignalGuard {
  let received: NodeJS.Signals | undefined;
  let receivedAt = 0;
  let notify: (signal: NodeJS.Signals) => void = () => {};
  const handle = (signal: NodeJS.Signals): void => {
    if (received === undefined) {
      received = signal;
      receivedAt = clock();
      notify(signal);
    } else if (clock() - receivedAt >= onePressMs) {
      end();
      process.kill(process.pid, signal);
    }
  };
  const end = (): void => {
    for (const signal of signals) process.off(signal, handle);
  };
  return {
    begin: (onSignal) => {
      notify = onSignal;
      end();
      for (const signal of signals) process.on(signal, handle);
    },
    end,
    received: async () => {
      await setImmediate();
      return received;
    },
  };
}

/** While it is on, calls `work` before a signal ends the process. A guard that has begun decides by itself whether one does. */
export function beforeSignalEnds(process: NodeJS.Process, work: () => void): (isOn: boolean) => void {
  let wasOn = false;
  const handle = (signal: NodeJS.Signals): void => {
    if (process.listenerCount(signal) > 1) return;
    work();
    turn(false);
    process.kill(process.pid, signal);
  };
  const turn = (isOn: boolean): void => {
    if (isOn === wasOn) return;
    wasOn = isOn;
    for (const signal of signals) {
      if (isOn) process.on(signal, handle);
      else process.off(signal, handle);
    }
  };
  return turn;
}
