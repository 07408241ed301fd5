// Runs statements on a real D1, as one transaction or one by one. It knows nothing of requests and envelopes.

import { effectOf } from '@roostjs/internal-sql';
import type { Behaviour } from './behaviour.ts';
import { Copy } from './copy.ts';
import type { Database } from './databases.ts';
import { failedCommit, failedSql } from './errors.ts';
import type { Ran, Statement } from './statements.ts';
import { failed } from './worker.ts';

type WireAnswer = readonly Ran[] | { readonly success: false; readonly error: string };

/**
 * What each statement gave, in order. Where one fails, all is rolled back; or, where it is not atomic, what ran
 * before stays. Either way the bookmark moves with what was committed.
 */
export async function execute(
  database: Database,
  statements: readonly Statement[],
  { atomic, readsLagBy }: Pick<Behaviour, 'atomic' | 'readsLagBy'>,
): Promise<readonly Ran[]> {
  if (readsLagBy === 0) return executeNow(database, statements, atomic);
  return database.inTurn(async () => {
    const reads = statements.every(({ sql }) => effectOf(sql) === 'read');
    if (reads) return database.copy(readsLagBy)?.run(statements) ?? send(database, statements);
    const copy = await Copy.of((asked) => send(database, asked));
    const bookmark = database.bookmark();
    try {
      return await executeNow(database, statements, atomic);
    } finally {
      if (database.bookmark() !== bookmark) database.keepCopy(copy);
    }
  });
}

async function executeNow(
  database: Database,
  statements: readonly Statement[],
  atomic: boolean,
): Promise<readonly Ran[]> {
  if (atomic) return commit(database, statements);
  const ran: Ran[] = [];
  for (const statement of statements) ran.push(...(await commit(database, [statement])));
  return ran;
}

async function commit(database: Database, statements: readonly Statement[]): Promise<readonly Ran[]> {
  const ran = await send(database, statements);
  if (ran.some(({ meta }) => meta.changed_db)) database.noteCommit();
  return ran;
}

/** What each statement gives, in one transaction, past the API. */
export async function send({ wire }: Database, statements: readonly Statement[]): Promise<readonly Ran[]> {
  const { status, body } = await wire('statements', JSON.stringify(statements));
  // workerd gives up on the whole object where the commit itself fails, as a deferred foreign key does.
  if (status === failed) throw failedCommit(body);
  if (status !== 200) throw new Error(`D1 did not take what it was sent: ${body}`);
  const parsed = JSON.parse(body) as WireAnswer;
  if ('error' in parsed) throw failedSql(parsed.error);
  return parsed;
}
