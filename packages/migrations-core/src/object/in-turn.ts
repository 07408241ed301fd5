// One at a time for each storage: the constructor, a request and an alarm of one object may all migrate it.
import type { ObjectStorage } from './storage.ts';

const running = new WeakMap<ObjectStorage, Promise<unknown>>();

/** Begins at once unless something else is running on the storage; then after it, whatever became of it. */
export function inTurn<T>(storage: ObjectStorage, work: () => Promise<T>): Promise<T> {
  const before = running.get(storage);
  const own = before === undefined ? work() : before.then(work, work);
  const ended = (): void => {
    if (running.get(storage) === own) running.delete(storage);
  };
  running.set(storage, own);
  own.then(ended, ended);
  return own;
}
