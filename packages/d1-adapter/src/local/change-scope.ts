// What a statement can change, and so which compiled statements it makes outdated.

import { rowVerbs } from '@roostjs/internal-sql';
import { leadingKeyword } from '../d1/leading-keyword.ts';

/** `connection` is everything else: its settings, its attached databases, and statements that are not understood. */
export type ChangeScope = 'rows' | 'schema' | 'connection';

const schemaVerbs: ReadonlySet<string> = new Set(['alter', 'create', 'drop']);

/** Whether the statement changes at most rows, at most rows and the schema, or may change anything. */
export function changeScopeOf(statement: string): ChangeScope {
  const { verb, explained } = leadingKeyword(statement);
  if (explained) return 'connection';
  if (rowVerbs.has(verb)) return 'rows';
  return schemaVerbs.has(verb) ? 'schema' : 'connection';
}
