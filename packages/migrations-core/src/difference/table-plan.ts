// What becomes of the tables that both schemas have: which are altered, which rebuilt, and in which order. Pure.
import { isSameName, nameKey } from '@roostjs/internal-sql';
import { dependencyOrder } from '../database/topological-order.ts';
import type { ParsedObject } from '../rebuild/parse-object.ts';
import { allConstraints, type TableDefinition } from '../rebuild/parse-table.ts';
import { alterations } from './alter.ts';
import { changedIn, columnsMissingIn, type Model, parentsOf } from './model.ts';
import { indexesToCreate } from './objects.ts';
import { rebuildStep } from './rebuild-step.ts';
import type { RebuildStep } from './step.ts';

/** Tables are named by their lower-case names. */
export class TablePlan {
  /** ALTER TABLE statements. */
  readonly alterations: readonly string[];
  /** Those that are rebuilt first, in order. */
  readonly early: readonly string[];
  /** Those whose rebuild needs something that is created before it, in order. */
  readonly late: readonly string[];
  readonly #from: Model;
  readonly #to: Model;
  readonly #altered: ReadonlySet<string>;

  constructor(from: Model, to: Model) {
    this.#from = from;
    this.#to = to;
    const changed = changedIn(from.tables, to.tables, to).map(({ name }) => nameKey(name.name));
    const ways = changed.map((key) => ({ key, statements: alterations(...this.#both(key), to) }));
    this.alterations = ways.flatMap(({ statements }) => statements ?? []);
    this.#altered = new Set(ways.flatMap(({ key, statements }) => (statements === null ? [] : [key])));
    const rebuilt = dependencyOrder(
      changed.filter((key) => !this.#altered.has(key)),
      (key) => [...this.#childrenToRelease(key), ...parentsOf(this.#both(key)[1])],
    );
    this.late = rebuilt.filter((key) => this.#needsOthers(key));
    this.early = rebuilt.filter((key) => !this.late.includes(key));
  }

  get areUnchanged(): boolean {
    return this.#altered.size + this.early.length + this.late.length === 0;
  }

  isRebuilt(table: string): boolean {
    return [...this.early, ...this.late].includes(nameKey(table));
  }

  /** `present`, `reset`: as for `rebuildStep`. */
  rebuild(key: string, present: readonly ParsedObject[], reset: ReadonlySet<ParsedObject>): RebuildStep {
    const [from, to] = this.#both(key);
    return rebuildStep(from, to, { from: this.#from, to: this.#to }, present, reset);
  }

  #both(key: string): readonly [from: TableDefinition, to: TableDefinition] {
    const [from, to] = [this.#from.tables.get(key), this.#to.tables.get(key)];
    if (from === undefined || to === undefined) throw new Error(`The table '${key}' is not in both schemas.`);
    return [from, to];
  }

  /** The tables that refer to a column which this one will no longer have. */
  #childrenToRelease(key: string): readonly string[] {
    const gone = columnsMissingIn(...this.#both(key));
    const isReleased = (child: TableDefinition): boolean =>
      allConstraints(child).some(
        ({ references }) =>
          references !== undefined &&
          isSameName(references.table.name, key) &&
          references.columns.some(({ name }) => gone.some((column) => isSameName(column, name))),
      );
    return [...this.#from.tables].flatMap(([child, table]) => (isReleased(table) ? [child] : []));
  }

  /** Whether it refers to a table, a column or an index that is created here. */
  #needsOthers(key: string): boolean {
    const indexed = new Set(indexesToCreate(this.#from, this.#to).map(({ table }) => nameKey(table)));
    return parentsOf(this.#both(key)[1]).some(
      (parent) => !this.#from.tables.has(parent) || this.#altered.has(parent) || indexed.has(parent),
    );
  }
}
