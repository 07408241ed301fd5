// The views and triggers that are dropped before the tables change, and created afterwards if the new schema has them.
// Pure.
import { nameKey } from '@roostjs/internal-sql';
import type { ParsedObject } from '../rebuild/parse-object.ts';
import { changedIn, type Model, missingIn } from './model.ts';

/**
 * Those that are gone or changed, and those that name a view among them: while it is missing, SQLite refuses to alter
 * any table, because they cannot be compiled.
 */
export function resetObjects(from: Model, to: Model): ReadonlySet<ParsedObject> {
  const all: readonly ParsedObject[] = [...from.views.values(), ...from.triggers.values()];
  const reset = new Set<ParsedObject>([
    ...missingIn(from.views, to.views),
    ...changedIn(from.views, to.views, to),
    ...missingIn(from.triggers, to.triggers),
    ...changedIn(from.triggers, to.triggers, to),
  ]);
  for (let known = -1; known < reset.size; ) {
    known = reset.size;
    const views = [...reset].filter(({ type }) => type === 'view').map(({ name }) => nameKey(name));
    for (const object of all) if (views.some((view) => names(object, view))) reset.add(object);
  }
  return reset;
}

function names(object: ParsedObject, name: string): boolean {
  return object.referencedNames.has(name) || (object.type === 'trigger' && nameKey(object.table) === name);
}
