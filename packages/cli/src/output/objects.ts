// The objects of a schema, counted by type.
import { count } from './style.ts';

type ObjectType = 'table' | 'index' | 'view' | 'trigger';

/** `3 tables, 1 view`; `nothing`. */
export function objectsText(objects: readonly { readonly type: ObjectType }[]): string {
  const counts = (['table', 'index', 'view', 'trigger'] as const).map((type) => ({
    type,
    number: objects.filter((object) => object.type === type).length,
  }));
  const present = counts.filter(({ number }) => number > 0);
  return present.length === 0 ? 'nothing' : present.map(countText).join(', ');
}

function countText({ type, number }: { readonly type: ObjectType; readonly number: number }): string {
  return type === 'index' && number !== 1 ? `${number} indexes` : count(number, type);
}
