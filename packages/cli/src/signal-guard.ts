// Ctrl-C and its like: while a run is under way, a first one ends it between two migrations, a second one at once.
import { setImmediate } from 'node:timers/promises';

export type SignalGuard = {
  /** From here on a first signal is received and told; before and after, it ends the process as ever. */
  begin(tell: (signal: NodeJS.Signals) => void): void;
  end(): void;
  /** The signal that has been noted. Takes a turn of the event loop, without which none comes through. */
  received(): Promise<NodeJS.Signals | undefined>;
};

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

// What started roost, as npx does, may hand on the Ctrl-C that the terminal has sent to both: that is no second one.
const onePressMs = 500;

export function guardSignals(process: NodeJS.Process, clock: () => number): SignalGuard {
  let received: NodeJS.Signals | undefined;
  let receivedAt = 0;
  let tellOf: (signal: NodeJS.Signals) => void = () => {};
  const onSignal = (signal: NodeJS.Signals): void => {
    if (received === undefined) {
      received = signal;
      receivedAt = clock();
      tellOf(signal);
    } else if (clock() - receivedAt >= onePressMs) {
      end();
      process.kill(process.pid, signal);
    }
  };
  const end = (): void => {
    for (const signal of signals) process.off(signal, onSignal);
  };
  return {
    begin: (tell) => {
      tellOf = tell;
      for (const signal of signals) process.on(signal, onSignal);
    },
    end,
    received: async () => {
      await setImmediate();
      return received;
    },
  };
}
