// What statements have created so far: dropping it also undoes whatever they do to it.
import { nameKey } from '@roostjs/internal-sql';
import { reachableFrom } from '../database/reachable.ts';
import type { ObjectName } from '../database/schema.ts';
import { namesIn } from '../database/schema-index.ts';
import { type Schema, tableIn } from '../lint/trace/schema.ts';
import type { Step } from '../lint/trace/trace.ts';

/** An object under its current name, and the number of the statement that created it. */
export type Created = ObjectName & { readonly number: number };

export class CreatedObjects {
  readonly #objects = new Map<string, Created>();
  /** Columns that were added to other tables, by table and current name. */
  readonly #columns = new Set<string>();

  has(object: ObjectName): boolean {
    return this.#objects.has(objectKey(object));
  }

  hasTable(name: string): boolean {
    return this.table(name) !== undefined;
  }

  table(name: string): Created | undefined {
    return this.#objects.get(objectKey({ type: 'table', name }));
  }

  hasColumn(table: string, column: string): boolean {
    return this.#columns.has(columnKey(table, column));
  }

  /** Whether they created every table whose rows change if those of this one do, itself included. */
  hasAllReachedFrom(table: string, schema: Schema): boolean {
    const reached = reachableFrom([nameKey(table)], (name) => [
      ...schema.referringTo(name).map((child) => nameKey(child.name)),
      ...schema.triggersOn(name).flatMap((trigger) => [...namesIn(trigger)].filter((one) => schema.has(one))),
    ]);
    const holders = [...reached]
      .flatMap((name) => schema.named(name))
      .filter(({ type }) => type === 'table' || type === 'view');
    return schema.has(table) && holders.every((object) => this.has(object));
  }

  /** Expects every statement, in order. */
  follow(step: Step): void {
    const { form } = step;
    if (form.kind === 'rename-table') this.#renameTable(form.table, form.to, step.before);
    else if (form.kind === 'rename-column') this.#renameColumn(form.table, form.from, form.to);
    else if (form.kind === 'add-column') this.#columns.add(columnKey(form.table, form.column));
    else if (form.kind === 'drop-column') this.#columns.delete(columnKey(form.table, form.column));
    else this.#followObjects(step);
  }

  #followObjects({ number, before, after }: Step): void {
    for (const object of after.changedSince(before)?.objects ?? []) {
      const { type, name } = object;
      if (!isIn(after, object)) this.#objects.delete(objectKey(object));
      else if (!isIn(before, object)) this.#objects.set(objectKey(object), { type, name, number });
    }
  }

  #renameTable(from: string, to: string, before: Schema): void {
    const created = this.table(from);
    if (created !== undefined) {
      this.#objects.delete(objectKey(created));
      this.#objects.set(objectKey({ type: 'table', name: to }), { ...created, name: to });
    }
    for (const { name } of tableIn(before, from)?.columns ?? [])
      if (this.#columns.delete(columnKey(from, name))) this.#columns.add(columnKey(to, name));
  }

  #renameColumn(table: string, from: string, to: string): void {
    if (this.#columns.delete(columnKey(table, from))) this.#columns.add(columnKey(table, to));
  }

  /** The object that this statement created; undefined if it is gone, or goes with its table or view. */
  createdBy({ number, form }: Step, end: Schema): Created | undefined {
    const type = form.kind === 'create' ? form.creation.kind.replace('virtual ', '') : null;
    const created = [...this.#objects.values()].find((one) => one.number === number && one.type === type);
    return created === undefined || this.#goesWithOther(created, end) ? undefined : created;
  }

  #goesWithOther({ type, name }: ObjectName, end: Schema): boolean {
    if (type !== 'index' && type !== 'trigger') return false;
    const owner = end.named(name).find((object) => object.type === type)?.on ?? '';
    return this.hasTable(owner) || this.has({ type: 'view', name: owner });
  }
}

function objectKey({ type, name }: ObjectName): string {
  return `${type} ${nameKey(name)}`;
}

function columnKey(table: string, column: string): string {
  return JSON.stringify([nameKey(table), nameKey(column)]);
}

function isIn(schema: Schema, { type, name }: ObjectName): boolean {
  return schema.named(name).some((object) => object.type === type);
}
