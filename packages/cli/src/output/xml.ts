// Text that Roost did not write, escaped for HTML and XML.
import { printable } from '@roostjs/internal-errors';
import { wellFormed } from '@roostjs/internal-sql';

/** Safe between tags and in a quoted attribute. Characters that XML forbids, or that change the direction, are escaped. */
export function escapedXml(text: string): string {
  return wellFormed(printable(text)).replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
