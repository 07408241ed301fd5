// What a fresh start drops, counted by kind.
import type { WipedObject } from '@roostjs/migrations-core';
import { count } from './style.ts';

/** `3 tables, 1 view`; `nothing`. */
export function wipedText(objects: readonly WipedObject[]): string {
  const kinds = (['table', 'view', 'trigger'] as const).map((kind) => ({
    kind,
    number: objects.filter(({ type }) => type === kind).length,
  }));
  const present = kinds.filter(({ number }) => number > 0);
  return present.length === 0 ? 'nothing' : present.map(({ kind, number }) => count(number, kind)).join(', ');
}
