// The calls that a migration makes of its database, up to their ends: the report of a migration counts what has run, also
// where nobody awaited it, and a call that failed without anybody waiting for it is no success.

type Made = { readonly call: Promise<unknown>; readonly watched: Watched<unknown> };

export class Calls {
  readonly #running = new Set<Promise<unknown>>();
  readonly #made: Made[] = [];
  readonly #rejected = new Map<Watched<unknown>, unknown>();
  #phase: 'open' | 'ending' | 'over' = 'open';
  #unawaited = 0;

  /** The promise of a call that has begun, as the migration gets it. */
  made<T>(call: Promise<T>): Promise<T> {
    // The report is out: only the process can still hear of it.
    if (this.#phase === 'over') return call;
    const ended = (): void => void this.#running.delete(call);
    this.#running.add(call);
    call.then(ended, ended);
    if (this.#phase === 'open') {
      const watched = this.#watch(call);
      this.#made.push({ call, watched });
      return watched;
    }
    // It was refused, which the report says. Code that nobody awaits stops here, instead of ending the process.
    this.#unawaited += 1;
    return new Promise(() => {});
  }

  /** How many have begun and not ended. */
  get running(): number {
    return this.#running.size;
  }

  /** Waits, when the migration has returned or thrown, until all that it has begun has ended. */
  async end(): Promise<void> {
    this.#phase = 'ending';
    const isUnawaited = ({ call, watched }: Made): boolean => !watched.isHeeded || this.#running.has(call);
    this.#unawaited += this.#made.filter(isUnawaited).length;
    await microtasksToRun();
    while (this.#running.size > 0) {
      await Promise.allSettled(this.#running);
      await microtasksToRun();
    }
    this.#phase = 'over';
  }

  /** How many nobody waited for when the migration ended; known when `end` is over. */
  get unawaited(): number {
    return this.#unawaited;
  }

  /** What calls have failed with that nobody waited for. */
  get unheard(): readonly unknown[] {
    return [...this.#rejected].filter(([{ isHeeded }]) => !isHeeded).map(([, error]) => error);
  }

  // What is made of it by then() is watched as well: whoever waits for that waits for it.
  #watch<T>(promise: Promise<T>): Watched<T> {
    const watched = new Watched<T>((resolve, reject) => void promise.then(resolve, reject));
    watched.derive = (derived) => this.#watch(derived);
    // By the original, which is no waiting: a rejection is kept here for the report, and is none of the process.
    Promise.prototype.then.call(watched, undefined, (error) => this.#rejected.set(watched, error));
    return watched;
  }
}

/** A promise that knows whether anybody waits for it: `await` asks a class of its own for then(). */
class Watched<T> extends Promise<T> {
  static override readonly [Symbol.species] = Promise;
  isHeeded = false;
  derive: <U>(derived: Promise<U>) => Promise<U> = (derived) => derived;

  // biome-ignore lint/suspicious/noThenProperty: it is a promise, and whether its then() is asked for is what it is to know.
  override then<A = T, B = never>(
    onFulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    this.isHeeded = true;
    return this.derive(super.then(onFulfilled, onRejected));
  }
}

// A database that answers at once, as a local file does, has answered before the migration's own code goes on.
// These turns let that code make its next call, which then is seen to come too late.
async function microtasksToRun(): Promise<void> {
  for (let turn = 0; turn < 100; turn += 1) await undefined;
}
