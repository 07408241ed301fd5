// Returns the Roost error that some work throws. The test fails if there is none.
import { isRoostError, type RoostError } from '@roostjs/internal-errors';

export async function failureOf(work: () => unknown): Promise<RoostError> {
  try {
    await work();
  } catch (error) {
    if (isRoostError(error)) return error;
    throw error;
  }
  throw new Error('It was expected to fail.');
}
