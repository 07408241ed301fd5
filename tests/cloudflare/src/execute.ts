// Runs statements on a real D1, as one transaction or one by one. It knows nothing of requests and envelopes.

import { effectOf } from '@roostjs/internal-sql';
import type { Behaviour } from './behaviour.ts';
import { Copy } from './copy.ts';
import type { D1, Database } from './databases.ts';
import { failedCommit, failedSql } from './errors.ts';
import type { Ran, Statement } from './statements.ts';

type WireAnswer = readonly Ran[] | { readonly success: false; readonly error: string };

// `batch()` gives rows as objects: it loses columns of the same name, and those of a result without rows, both of
// which /raw must tell. So this sends what `batch()` itself sends, through the fetcher that it sends it with.
type Wire = {
  readonly fetcher: {
    fetch(
      url: string,
      init: { readonly method: 'POST'; readonly body: string },
    ): Promise<{ readonly ok: boolean; text(): Promise<string> }>;
  };
};

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
    if (reads) return database.copy(readsLagBy)?.run(statements) ?? send(database.d1, statements);
    const copy = await Copy.of((asked) => send(database.d1, asked));
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
  const ran = await send(database.d1, statements);
  if (ran.some(({ meta }) => meta.changed_db)) database.noteCommit();
  return ran;
}

async function send(d1: D1, statements: readonly Statement[]): Promise<readonly Ran[]> {
  const { fetcher } = d1 as unknown as Wire;
  const answer = await fetcher
    .fetch('http://d1/query?resultsFormat=ROWS_AND_COLUMNS', {
      method: 'POST',
      body: JSON.stringify(statements),
    })
    .catch((thrown: unknown) => {
      // workerd gives up on the whole object where the commit itself fails, as a deferred foreign key does.
      throw failedCommit(thrown instanceof Error ? thrown.message : String(thrown));
    });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`D1 did not take what it was sent: ${text}`);
  const parsed = JSON.parse(text) as WireAnswer;
  if ('error' in parsed) throw failedSql(parsed.error);
  return parsed;
}
