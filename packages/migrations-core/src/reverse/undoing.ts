// Puts the statements that undo others in order. A table is dropped after those that refer to it: dropping it deletes
// its rows, which fails while rows refer to them.
import { isSameName, nameInSql } from '@roostjs/internal-sql';
import type { Schema } from '../lint/trace/schema.ts';
import type { Created, CreatedObjects } from './created-objects.ts';

export class Undoing {
  readonly statements: string[] = [];
  /** The tables that are not dropped yet, because others refer to them. */
  waiting: readonly Created[] = [];
  readonly #created: CreatedObjects;
  readonly #end: Schema;
  readonly #dropped = new Set<Created>();

  /** `end`: the schema that is undone. */
  constructor(created: CreatedObjects, end: Schema) {
    this.#created = created;
    this.#end = end;
  }

  run(statements: readonly string[]): void {
    this.statements.push(...statements);
  }

  drop(object: Created | undefined): void {
    if (object === undefined) return;
    if (this.#isReferredTo(object)) {
      this.waiting = [...this.waiting, object];
      return;
    }
    this.#dropped.add(object);
    this.statements.push(`DROP ${object.type.toUpperCase()} ${nameInSql(object.name)}`);
    const released = this.waiting.find((one) => !this.#isReferredTo(one));
    this.waiting = this.waiting.filter((one) => one !== released);
    this.drop(released);
  }

  #isReferredTo({ type, name }: Created): boolean {
    if (type !== 'table') return false;
    return this.#end.referringTo(name).some((child) => {
      const created = this.#created.table(child.name);
      return created !== undefined && !isSameName(child.name, name) && !this.#dropped.has(created);
    });
  }
}
