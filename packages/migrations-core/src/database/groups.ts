/** Values grouped by key, in each group in the order in which they were added. */
export class Groups<T> {
  readonly #groups = new Map<string, Set<T>>();

  static of<T>(values: Iterable<T>, keysOf: (value: T) => Iterable<string>): Groups<T> {
    const groups = new Groups<T>();
    for (const value of values) for (const key of keysOf(value)) groups.add(key, value);
    return groups;
  }

  has(key: string): boolean {
    return this.#groups.has(key);
  }

  get(key: string): readonly T[] {
    return [...(this.#groups.get(key) ?? [])];
  }

  add(key: string, value: T): void {
    const group = this.#groups.get(key);
    if (group === undefined) this.#groups.set(key, new Set([value]));
    else group.add(value);
  }

  delete(key: string, value: T): void {
    const group = this.#groups.get(key);
    group?.delete(value);
    if (group?.size === 0) this.#groups.delete(key);
  }
}
