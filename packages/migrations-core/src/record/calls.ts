// Follows the calls that a migration makes to its database until they end: its report counts what ran, even if it was
// not awaited, and a failed call that was not awaited fails the migration.

import type { NotedStatement } from './statement-handler.ts';

type TrackedCall = { readonly call: Promise<unknown>; readonly watched: Watched<unknown> };

export class Calls {
  /** The statements that were prepared, and neither run nor bound to values. */
  readonly idle: Set<NotedStatement> = new Set();
  readonly #running = new Set<Promise<unknown>>();
  readonly #tracked: TrackedCall[] = [];
  readonly #rejected = new Map<Watched<unknown>, unknown>();
  #phase: 'open' | 'ending' | 'over' = 'open';
  #unawaited = 0;

  /** Takes the promise of a call that has begun, and returns the one for the migration. */
  track<T>(call: Promise<T>): Promise<T> {
    // The report is complete: only the process can still see how the call ends.
    if (this.#phase === 'over') return call;
    const ended = (): void => void this.#running.delete(call);
    this.#running.add(call);
    call.then(ended, ended);
    if (this.#phase === 'open') {
      const watched = this.#watch(call);
      this.#tracked.push({ call, watched });
      return watched;
    }
    // The call was refused, which the report says. Its promise never settles, so that a rejection does not end the
    // process.
    this.#unawaited += 1;
    return new Promise(() => {});
  }

  /** How many calls have begun and not ended. */
  get running(): number {
    return this.#running.size;
  }

  /** Called when the migration has returned or thrown: waits until every call that it began has ended. */
  async end(): Promise<void> {
    this.#phase = 'ending';
    const isUnawaited = ({ call, watched }: TrackedCall): boolean =>
      !watched.isAwaited || this.#running.has(call);
    this.#unawaited += this.#tracked.filter(isUnawaited).length;
    await microtasksToRun();
    while (this.#running.size > 0) {
      await Promise.allSettled(this.#running);
      await microtasksToRun();
    }
    this.#phase = 'over';
  }

  /** How many calls were not awaited when the migration ended; known after `end`. */
  get unawaited(): number {
    return this.#unawaited;
  }

  /** The errors of calls that were not awaited. */
  get unawaitedErrors(): readonly unknown[] {
    return [...this.#rejected].filter(([{ isAwaited }]) => !isAwaited).map(([, error]) => error);
  }

  // A promise that then() derives from it is watched as well: to await the derived one is to await this one.
  #watch<T>(promise: Promise<T>): Watched<T> {
    const watched = new Watched<T>((resolve, reject) => void promise.then(resolve, reject));
    watched.derive = (derived) => this.#watch(derived);
    // Uses the original then(), which does not count as awaiting: the rejection is kept for the report, and does not
    // reach the process as unhandled.
    Promise.prototype.then.call(watched, undefined, (error) => this.#rejected.set(watched, error));
    return watched;
  }
}

/** A promise that knows whether it is awaited: `await` calls then() of a subclass. */
class Watched<T> extends Promise<T> {
  static override readonly [Symbol.species] = Promise;
  isAwaited = false;
  derive: <U>(derived: Promise<U>) => Promise<U> = (derived) => derived;

  // biome-ignore lint/suspicious/noThenProperty: it is a promise, and it has to know whether its then() is called.
  override then<A = T, B = never>(
    onFulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    this.isAwaited = true;
    return this.derive(super.then(onFulfilled, onRejected));
  }
}

// A database that answers at once, as a local file does, has answered before the migration's own code continues.
// These turns let that code make its next call, which is then refused because it comes too late.
async function microtasksToRun(): Promise<void> {
  for (let turn = 0; turn < 100; turn += 1) await undefined;
}
