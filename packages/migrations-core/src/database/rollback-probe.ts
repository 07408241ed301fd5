// The statement that ends a probe: a batch that runs up to it, and is rolled back because it fails.
import { messageOf } from '../errors.ts';

// It fails when it runs, not when it is compiled, with a text that no other error has: a batch that ends with it
// always rolls back, and the error shows whether everything before it succeeded.
const marker = 'roost_end_of_probe';

export const alwaysFailing: string = `SELECT json_extract('{}', '${marker}')`;

/** The same, with the text that a SELECT returns in the error, in hexadecimal so that no driver changes it. */
export function endOfProbeWith(select: string): string {
  return `SELECT json_extract('{}', '${marker}:' || hex((${select})) || ';')`;
}

export function isExpectedFailure(error: unknown): boolean {
  return messageOf(error).includes(marker);
}

/** The text that `endOfProbeWith` selected; undefined if the error does not contain all of it. */
export function textOfProbe(error: unknown): string | undefined {
  const hex = new RegExp(`${marker}:([0-9A-F]*);`).exec(messageOf(error))?.[1];
  return hex === undefined ? undefined : decodeURIComponent(hex.replaceAll(/../g, '%$&'));
}
