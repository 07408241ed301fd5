// In which order tables can be dropped. Pure: Tarjan's strongly connected components over who references whom.
import type { ForeignKey } from './user-schema.ts';

/** The tables in groups, those that reference others before these; a group of several is a cycle. */
export function dropOrder(
  tables: readonly string[],
  foreignKeys: readonly ForeignKey[],
): readonly (readonly string[])[] {
  return new Components(tables, foreignKeys).found.reverse();
}

// Dropping a table deletes its rows first, and what references them is then in the way, or goes along.
class Components {
  /** Referenced tables first. */
  readonly found: string[][] = [];
  readonly #parents: ReadonlyMap<string, readonly string[]>;
  readonly #numbers = new Map<string, number>();
  readonly #lowest = new Map<string, number>();
  readonly #open: string[] = [];

  constructor(tables: readonly string[], foreignKeys: readonly ForeignKey[]) {
    const names = new Map(tables.map((name) => [name.toLowerCase(), name]));
    this.#parents = new Map(
      tables.map((table) => [
        table,
        foreignKeys
          .filter(({ child }) => child === table)
          .flatMap(({ parent }) => names.get(parent.toLowerCase()) ?? []),
      ]),
    );
    for (const table of tables) if (!this.#numbers.has(table)) this.#visit(table);
  }

  #visit(table: string): void {
    const number = this.#numbers.size;
    this.#numbers.set(table, number);
    this.#lowest.set(table, number);
    this.#open.push(table);
    for (const parent of this.#parents.get(table) ?? []) {
      if (!this.#numbers.has(parent)) this.#visit(parent);
      if (this.#open.includes(parent)) this.#lower(table, this.#lowestOf(parent));
    }
    if (this.#lowestOf(table) === number) this.found.push(this.#open.splice(this.#open.indexOf(table)));
  }

  #lower(table: string, number: number): void {
    this.#lowest.set(table, Math.min(this.#lowestOf(table), number));
  }

  #lowestOf(table: string): number {
    return this.#lowest.get(table) ?? Number.POSITIVE_INFINITY;
  }
}
