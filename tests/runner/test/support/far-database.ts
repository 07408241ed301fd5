// A real database whose connection loses answers, or whose server keeps half a batch.
import type { LocalD1Database } from '@roostjs/d1-adapter/local';
import { RoostError, type SqlDatabase, type SqlStatement } from '@roostjs/migrations-core';

/** What becomes of a batch that writes: `arrives` is the usual case. */
export type Fate = 'arrives' | 'lost-before' | 'lost-after' | 'lost-and-late' | 'too-many' | 'refused';

/** The n-th batch that writes meets the n-th fate, those after the last one arrive. `sent` counts them. */
export type FarDatabase = SqlDatabase & { readonly sent: number };

export function losing(d1: LocalD1Database, ...fates: readonly Fate[]): FarDatabase {
  let sent = 0;
  let late: SqlStatement[] = [];
  const send = (statements: SqlStatement[]) => d1.batch(statements as never) as Promise<never>;
  return {
    get sent() {
      return sent;
    },
    prepare: (sql) => d1.prepare(sql) as SqlStatement,
    batch: async (statements) => {
      if (!writes(statements)) return send(statements);
      const fate = fates[sent] ?? 'arrives';
      sent += 1;
      // A late batch arrives before the next one.
      const earlier = late;
      late = fate === 'lost-and-late' ? statements : [];
      if (earlier.length > 0) await send(earlier);
      if (fate === 'arrives') return send(statements);
      if (fate === 'lost-after') await send(statements);
      throw failureOf(fate);
    },
  };
}

/** A server that commits each statement of a batch by itself. */
export function notAtomic(d1: LocalD1Database): SqlDatabase {
  return {
    prepare: (sql) => d1.prepare(sql) as SqlStatement,
    batch: async (statements) => {
      const results = [];
      for (const statement of statements) results.push(await statement.all());
      return results as never;
    },
  };
}

function writes(statements: readonly SqlStatement[]): boolean {
  return statements.some(
    (statement) => !(statement as unknown as { statement: string }).statement.startsWith('SELECT'),
  );
}

function failureOf(fate: Fate): RoostError {
  const details = {
    'lost-before': { outcome: 'unknown' },
    'lost-after': { outcome: 'unknown' },
    'lost-and-late': { outcome: 'unknown' },
    'too-many': { outcome: 'not-run', status: 429 },
    refused: { outcome: 'not-run', status: 403 },
    arrives: {},
  }[fate];
  return new RoostError({ code: 'TEST.FAR', message: `The batch was ${fate}.`, hint: 'Try again.', details });
}
