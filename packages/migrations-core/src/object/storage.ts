// The part of a Durable Object's API that core uses, as structural types: a real `ctx` and `ctx.storage` fit as they are.
// The shapes follow `@cloudflare/workers-types`, on which core does not depend.

export interface ObjectCursor {
  readonly columnNames: string[];
  readonly rowsRead: number;
  readonly rowsWritten: number;
  raw(): Iterable<unknown[]>;
}

/** The storage of an object that keeps its data in SQLite: `ctx.storage`. */
export interface ObjectStorage {
  readonly sql: {
    exec(query: string, ...bindings: unknown[]): ObjectCursor;
    readonly databaseSize: number;
  };
  transactionSync<T>(closure: () => T): T;
  getCurrentBookmark?(): Promise<string>;
  onNextSessionRestoreBookmark?(bookmark: string): Promise<string>;
}

/** The `ctx` of an object. */
export interface ObjectState {
  readonly storage: ObjectStorage;
  blockConcurrencyWhile<T>(callback: () => Promise<T>): Promise<T>;
}

/** Thrown in a transaction: undoes it, and is what it returns. */
export class Undone {
  readonly value: unknown;

  constructor(value: unknown) {
    this.value = value;
  }
}

/** What `work` returns, or the value of what it throws if that is an `Undone`. */
export function transaction<T>(storage: ObjectStorage, work: () => T): T {
  try {
    return storage.transactionSync(work);
  } catch (thrown) {
    if (thrown instanceof Undone) return thrown.value as T;
    throw thrown;
  }
}

/** What `work` returns, after everything that it wrote has been undone. */
export function undoing<T>(storage: ObjectStorage, work: () => T): T {
  return transaction(storage, () => {
    throw new Undone(work());
  });
}
