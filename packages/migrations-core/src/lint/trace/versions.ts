/** Values by key, with every earlier value under the version that set it. Versions only increase. */
export class Versions<V> {
  readonly #states = new Map<string, State<V>[]>();

  /** All keys that ever had a value, in the order of their first. */
  keys(): Iterable<string> {
    return this.#states.keys();
  }

  at(version: number, key: string): V | undefined {
    const states = this.#states.get(key) ?? [];
    let [low, high] = [0, states.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((states[middle]?.version ?? 0) <= version) low = middle + 1;
      else high = middle;
    }
    return states[low - 1]?.value;
  }

  /** `undefined` means that the value is gone from this version on. */
  set(version: number, key: string, value: V | undefined): void {
    const states = this.#states.get(key);
    if (states === undefined) this.#states.set(key, [{ version, value }]);
    else states.push({ version, value });
  }
}

type State<V> = { readonly version: number; readonly value: V | undefined };
