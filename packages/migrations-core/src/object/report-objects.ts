// What many objects say of their migrations. Cloudflare lists no objects to a Worker: the application keeps their ids.
import { messageOf } from '../errors.ts';
import type { ObjectFailure, ObjectMigrationState, ObjectStatus } from './status.ts';

/** One object's answer; `unreachable`: it did not give one, and the failure says why. */
export type ObjectReport<Id> = {
  readonly id: Id;
  readonly state: ObjectMigrationState | 'unreachable';
  readonly head: string | null;
  readonly pending: number | null;
  readonly failure: Pick<ObjectFailure, 'message'> | ObjectFailure | null;
};

/**
 * Asks each object for its status, at most `concurrency` (16 by default) at a time, and yields each answer as it comes.
 * Asking starts the object, which migrates it.
 */
export async function* reportObjects<Id>(
  ids: Iterable<Id> | AsyncIterable<Id>,
  ask: (id: Id) => Promise<ObjectStatus>,
  { concurrency = 16 }: { readonly concurrency?: number } = {},
): AsyncGenerator<ObjectReport<Id>> {
  const asking = new Map<object, Promise<readonly [object, ObjectReport<Id>]>>();
  const next = async (): Promise<ObjectReport<Id>> => {
    const [key, report] = await Promise.race(asking.values());
    asking.delete(key);
    return report;
  };
  for await (const id of ids) {
    const key = {};
    asking.set(
      key,
      reportOne(id, ask).then((report) => [key, report]),
    );
    if (asking.size >= concurrency) yield await next();
  }
  while (asking.size > 0) yield await next();
}

async function reportOne<Id>(id: Id, ask: (id: Id) => Promise<ObjectStatus>): Promise<ObjectReport<Id>> {
  try {
    const { state, head, pending, failure } = await ask(id);
    return { id, state, head, pending, failure };
  } catch (error) {
    return { id, state: 'unreachable', head: null, pending: null, failure: { message: messageOf(error) } };
  }
}
