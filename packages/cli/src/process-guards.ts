// What a migration can do to the process that runs it: end it, let it run dry, or lose a promise.
import { setImmediate } from 'node:timers/promises';
import { messageOf } from '@roostjs/internal-errors';
import { endedEarly, outputLost } from './errors.ts';
import { exitCodes } from './exit-codes.ts';

/**
 * Tells when the process ends before its work has: a migration called process.exit(), or awaits what never
 * comes, which Node would report as success. Gives the function to call when the work has ended.
 */
export function detectEarlyExit(tell: (error: Error) => void): () => void {
  const onExit = (): void => {
    tell(endedEarly());
    process.exitCode = exitCodes.failed;
  };
  process.on('exit', onExit);
  return () => void process.off('exit', onExit);
}

/**
 * For each of the two streams, what to do when it cannot be written to. The run goes on, because what it has begun is not undone by
 * that; a process that would then end as if all were well ends with 1, and stderr tells of it once.
 */
export function guardOutput(
  tell: (error: Error) => void,
): Record<'stdout' | 'stderr', (error: Error) => void> {
  let isLost = false;
  const lost = (stream: 'stdout' | 'stderr') => (cause: Error) => {
    if (isLost) return;
    isLost = true;
    process.on('exit', (code) => {
      if (code === exitCodes.done) process.exitCode = exitCodes.failed;
    });
    tell(outputLost(stream, cause));
  };
  return { stdout: lost('stdout'), stderr: lost('stderr') };
}

/** Collects rejections that nobody handles, instead of the stack and the sudden end that Node has for them. */
export function collectUnhandledRejections(): () => Promise<readonly string[]> {
  const messages: string[] = [];
  process.on('unhandledRejection', (reason) => messages.push(messageOf(reason)));
  // Node tells once the microtasks have run dry, which a run on a local file may never have let them.
  return () => setImmediate(messages);
}
