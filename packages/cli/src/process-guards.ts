// What a migration can do to the process that runs it: end it, let it run dry, or lose a promise.
import { messageOf } from '@roostjs/internal-errors';
import type { Output } from './context.ts';
import { exitCodes } from './exit-codes.ts';

/**
 * Tells when the process ends before its work has: a migration called process.exit(), or awaits what never
 * comes, which Node would report as success. Gives the function to call when the work has ended.
 */
export function guardEnd(stderr: Output): () => void {
  const onExit = (): void => {
    stderr.write('error: the process ended before roost was done: a migration exits, or awaits what never comes.\n');
    stderr.write('next:  roost migrate:status shows what is applied; nothing is applied by half.\n');
    process.exitCode = exitCodes.failed;
  };
  process.on('exit', onExit);
  return () => void process.off('exit', onExit);
}

/** Collects rejections that nobody handles, instead of the stack and the sudden end that Node has for them. */
export function guardStrayRejections(): () => readonly string[] {
  const messages: string[] = [];
  process.on('unhandledRejection', (reason) => messages.push(messageOf(reason)));
  return () => messages;
}
