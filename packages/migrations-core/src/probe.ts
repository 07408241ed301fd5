// A statement that ends a probe: a batch that goes through to it, and is rolled back by it.
import { messageOf } from './errors.ts';

// Fails when it runs, not when it is compiled, with a text that nothing else has; so a batch that ends with it
// always rolls back, and its error tells whether everything before it went through.
const marker = 'roost_end_of_probe';

export const endOfProbe: string = `SELECT json_extract('{}', '${marker}')`;

export function isEndOfProbe(error: unknown): boolean {
  return messageOf(error).includes(marker);
}
