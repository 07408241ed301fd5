// How far a statement reaches: what of the other statements that are kept compiled is no longer as it was behind it.

import { rowVerbs } from '@roostjs/internal-sql';
import { leadingKeyword } from '../d1/leading-keyword.ts';

/** `connection` is everything else: its settings, the list of its databases, and what is not understood. */
export type ChangeScope = 'rows' | 'schema' | 'connection';

const schemaVerbs: ReadonlySet<string> = new Set(['alter', 'create', 'drop']);

/** Whether the statement changes at most rows, at most the schema, or may change anything. */
export function changeScopeOf(statement: string): ChangeScope {
  const { verb, explained } = leadingKeyword(statement);
  if (explained) return 'connection';
  if (rowVerbs.has(verb)) return 'rows';
  return schemaVerbs.has(verb) ? 'schema' : 'connection';
}
