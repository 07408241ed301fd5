// What a migration does to the process that runs it.
import { RoostError } from '@roostjs/internal-errors';

export function endedEarly(): RoostError {
  return new RoostError({
    code: 'MIGRATION.UNFINISHED',
    message: 'The process ended before roost was done: a migration ends it, or awaits what never comes.',
    hint: 'roost migrate:status shows what is applied; correct the migration that was running.',
  });
}

export function outputLost(stream: 'stdout' | 'stderr', cause: Error): RoostError {
  return new RoostError({
    code: 'CLI.OUTPUT_LOST',
    message: `What roost has to say cannot be written to ${stream}: ${cause.message}.`,
    hint: 'Make room for it. What the command did stays done: roost migrate:status shows what is applied.',
    details: { stream },
    cause,
  });
}

export function promisesLost(messages: readonly string[], result: unknown): RoostError {
  return new RoostError({
    code: 'MIGRATION.PROMISE_LOST',
    message: `The run came to its end, but a promise that nobody awaited failed: ${messages.join('; ')}`,
    hint: 'Write await before each call. Look at roost migrate:status: what the run has done stays done.',
    details: { messages, result },
  });
}
