// Detects what a migration can do to its process: end it, leave it with nothing to wait for, or not await a promise.
import { setImmediate } from 'node:timers/promises';
import { messageOf } from '@roostjs/internal-errors';
import { endedEarly, outputLost } from './errors.ts';
import { exitCodes } from './exit-codes.ts';

/**
 * Reports if the process ends before its work does: a migration called process.exit() or awaits a promise that never settles, which Node would
 * report as success. Returns the function to call when the work has ended.
 */
export function detectEarlyExit(report: (error: Error) => void): () => void {
  const onExit = (): void => {
    report(endedEarly());
    process.exitCode = exitCodes.failed;
  };
  process.on('exit', onExit);
  return () => void process.off('exit', onExit);
}

/**
 * Returns, for each of the two streams, what to do if it cannot be written. The run continues, because stopping would not undo what it has
 * started, but the process does not exit with 0. It is reported once.
 */
export function guardOutput(
  report: (error: Error) => void,
): Record<'stdout' | 'stderr', (error: Error) => void> {
  let isLost = false;
  const lost = (stream: 'stdout' | 'stderr') => (cause: Error) => {
    if (isLost) return;
    isLost = true;
    process.on('exit', (code) => {
      if (code === exitCodes.done) process.exitCode = exitCodes.failed;
    });
    report(outputLost(stream, cause));
  };
  return { stdout: lost('stdout'), stderr: lost('stderr') };
}

/** Collects unhandled rejections, for which Node would print a stack and end the process. */
export function collectUnhandledRejections(): () => Promise<readonly string[]> {
  const messages: string[] = [];
  process.on('unhandledRejection', (reason) => messages.push(messageOf(reason)));
  // Node reports them when the microtask queue is empty, which a run on a local file may not have let happen.
  return () => setImmediate(messages);
}
