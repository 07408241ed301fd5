// Checks what a batch guarantees: all or nothing, each statement as it was written, foreign keys on.
import type { SqlDatabase } from '../database/d1.ts';
import { alwaysFailing, isExpectedFailure } from '../database/rollback-probe.ts';
import type { Check, Problem } from './finding.ts';

const report = 'Do not migrate this database with roost until that is understood; please report it.';

export function batchLeavesNothing(database: SqlDatabase): Check {
  return {
    check: 'batch-is-atomic',
    passes: 'a batch that fails leaves nothing behind',
    examine: () =>
      withProbe(database, async (probe) => {
        const failure = await rejectionOf(
          database.batch(
            [`CREATE TABLE ${probe} (a)`, `INSERT INTO ${probe} VALUES (1)`, alwaysFailing].map((sql) =>
              database.prepare(sql),
            ),
          ),
        );
        if (failure === undefined) return problem('A batch was committed although its last statement fails.');
        if (!isExpectedFailure(failure.error)) throw failure.error;
        const isLeft = (await objectsOf(database, probe)).length > 0;
        return isLeft ? problem('A failed batch left a table behind: it is not atomic.') : undefined;
      }),
  };
}

// Everything that SQL splitters are known to get wrong: lower case, nested CASE … END, semicolons in strings and
// comments.
export function triggersStayWhole(database: SqlDatabase): Check {
  return {
    check: 'trigger-stays-whole',
    passes: 'a trigger in a batch stays in one piece',
    examine: () =>
      withProbe(database, async (probe) => {
        const trigger = `create trigger ${probe}_trigger after insert on ${probe} when new.a = 1 begin
          insert into ${probe} values (case when 1 then case when new.a then 'a;b' else 'x' end end); -- c;d
          insert into ${probe} values ('END;'); end`;
        const script = [
          `CREATE TABLE ${probe} (a)`,
          trigger,
          `INSERT INTO ${probe} VALUES (1)`,
          `SELECT a FROM ${probe} ORDER BY rowid`,
          `DROP TABLE ${probe}`,
        ];
        const results = await database.batch<{ a: unknown }>(script.map((sql) => database.prepare(sql)));
        const values = JSON.stringify(results[3]?.results.map(({ a }) => a));
        return values === '[1,"a;b","END;"]'
          ? undefined
          : problem(`A trigger sent in a batch did something other than its text says: ${values}.`);
      }),
  };
}

export function foreignKeysHold(database: SqlDatabase): Check {
  return {
    check: 'foreign-keys',
    passes: 'foreign keys are enforced',
    examine: async () => {
      const on = await database.prepare('PRAGMA foreign_keys').first<number>('foreign_keys');
      return on === 1 ? undefined : problem('Foreign keys are not enforced.');
    },
  };
}

async function withProbe(
  database: SqlDatabase,
  work: (probe: string) => Promise<Problem | undefined>,
): Promise<Problem | undefined> {
  const probe = `roost_doctor_${crypto.randomUUID().replaceAll('-', '')}`;
  try {
    return await work(probe);
  } finally {
    // Only a database that broke the guarantee has anything to remove.
    if ((await objectsOf(database, probe)).length > 0) await database.prepare(`DROP TABLE ${probe}`).run();
  }
}

async function objectsOf(database: SqlDatabase, probe: string): Promise<readonly unknown[]> {
  const query = database.prepare('SELECT name FROM sqlite_schema WHERE name = ?').bind(probe);
  return (await query.all()).results;
}

async function rejectionOf(promise: Promise<unknown>): Promise<{ readonly error: unknown } | undefined> {
  try {
    await promise;
    return undefined;
  } catch (error) {
    return { error };
  }
}

function problem(message: string): Problem {
  return { message, next: report };
}
