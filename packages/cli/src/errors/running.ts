// What a migration can do to the process that runs it.
import { RoostError } from '@roostjs/internal-errors';

export function endedEarly(): RoostError {
  return new RoostError({
    code: 'MIGRATION.UNFINISHED',
    message:
      'The process ended before roost was done: a migration called process.exit() or awaits a promise that never settles.',
    hint: 'Fix the migration that was running; roost migrate:status shows what is applied.',
  });
}

export function outputLost(stream: 'stdout' | 'stderr', cause: Error): RoostError {
  return new RoostError({
    code: 'CLI.OUTPUT_LOST',
    message: `Cannot write output to ${stream}: ${cause.message}.`,
    hint: 'Make sure that it can be written. The work of the command is not undone: roost migrate:status shows what is applied.',
    details: { stream },
    cause,
  });
}

export function promisesRejected(messages: readonly string[], result: unknown): RoostError {
  return new RoostError({
    code: 'MIGRATION.UNHANDLED_REJECTION',
    message: `The run finished, but a promise that was not awaited was rejected: ${messages.join('; ')}`,
    hint: 'Write await before each call. The work of the run is not undone: roost migrate:status shows what is applied.',
    details: { messages, result },
  });
}
