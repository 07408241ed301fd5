import { keyOf, type SchemaObject } from './schema-objects.ts';

export class SchemaIndex {
  readonly #objects: Map<string, SchemaObject>;

  constructor(objects: readonly SchemaObject[]) {
    this.#objects = new Map(objects.map((object) => [keyOf(object), object]));
  }

  get objects(): readonly SchemaObject[] {
    return [...this.#objects.values()];
  }

  change(gone: readonly Pick<SchemaObject, 'type' | 'name'>[], now: readonly SchemaObject[]): void {
    for (const object of gone) this.#objects.delete(keyOf(object));
    for (const object of now) this.#objects.set(keyOf(object), object);
  }
}
