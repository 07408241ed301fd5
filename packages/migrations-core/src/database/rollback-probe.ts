// A statement that ends a probe: a batch that goes through to it, and is rolled back by it.
import { messageOf } from '../errors.ts';

// Fails when it runs, not when it is compiled, with a text that nothing else has; so a batch that ends with it
// always rolls back, and its error tells whether everything before it went through.
const marker = 'roost_end_of_probe';

export const alwaysFailing: string = `SELECT json_extract('{}', '${marker}')`;

/** The same, for a SELECT of one text, which comes out in the error. In hexadecimal, so that it stays as it is. */
export function endOfProbeWith(select: string): string {
  return `SELECT json_extract('{}', '${marker}:' || hex((${select})) || ';')`;
}

export function isExpectedFailure(error: unknown): boolean {
  return messageOf(error).includes(marker);
}

/** What `endOfProbeWith` has selected; undefined where the error does not have all of it. */
export function textOfProbe(error: unknown): string | undefined {
  const hex = new RegExp(`${marker}:([0-9A-F]*);`).exec(messageOf(error))?.[1];
  return hex === undefined ? undefined : decodeURIComponent(hex.replaceAll(/../g, '%$&'));
}
