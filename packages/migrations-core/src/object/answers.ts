// Answers the calls of a migration that is being recorded: what it wrote so far is run, then what it asks, and both are
// undone. It sees its own writes, although none of them has been kept.
import { returnsNoRows } from '@roostjs/internal-sql';
import type { SqlResult, SqlStatement } from '../database/d1.ts';
import type { Answering } from '../record/recording.ts';
import type { FailedCall, RecordedStatement } from '../record/statement-handler.ts';
import { type Answer, isSameAnswer, type Query, query, runOnly } from './query.ts';
import { ObjectStatement, queryOf, resultOf } from './statement.ts';
import { type ObjectStorage, undoing } from './storage.ts';

/** A statement in the order of the calls. `given`: what the migration has seen of it, if anything. */
export type Asked = {
  readonly statement: RecordedStatement;
  readonly isWrite: boolean;
  given: { readonly answer: Answer } | 'an error' | undefined;
};

export class Answers implements Answering {
  readonly asked: Asked[] = [];
  /** The statement that failed while another one was answered. */
  failed: FailedCall | undefined;
  readonly #storage: ObjectStorage;
  readonly #before: readonly Asked[];

  /** `before`: what is run before everything else and undone with it. */
  constructor(storage: ObjectStorage, before: readonly Asked[] = []) {
    this.#storage = storage;
    this.#before = before;
  }

  /** A read is answered at once; a write when its answer is looked at. */
  answering(statement: RecordedStatement, isWrite: boolean): SqlStatement {
    const asked: Asked = { statement, isWrite, given: undefined };
    const place = this.asked.push(asked) - 1;
    const answer = (): Answer => {
      if (typeof asked.given === 'object') return asked.given.answer;
      try {
        asked.given = { answer: this.#answerAt(place, statement) };
        return asked.given.answer;
      } catch (error) {
        if (this.failed?.statement === statement) asked.given = 'an error';
        throw error;
      }
    };
    if (!isWrite) answer();
    return isWrite ? new WriteStatement(statement.sql, answer) : new ObjectStatement(noQuery, answer);
  }

  // What has failed did nothing, and the migration knows it.
  #answerAt(place: number, statement: RecordedStatement): Answer {
    return undoing(this.#storage, () => {
      for (const one of [...this.#before, ...this.asked.slice(0, place)]) {
        if (one.isWrite && one.given !== 'an error') this.#try(one.statement, runOnly);
      }
      return this.#try(statement, query);
    });
  }

  #try<T>(statement: RecordedStatement, run: (storage: ObjectStorage, query: Query) => T): T {
    try {
      return run(this.#storage, queryOf(statement.bound));
    } catch (error) {
      this.failed = { error, statement };
      throw error;
    }
  }
}

const noQuery = { sql: '', values: [] };

/** Its result runs nothing before a field of it is looked at. */
class WriteStatement extends ObjectStatement {
  readonly #result: SqlResult;

  constructor(sql: string, answer: () => Answer) {
    super(noQuery, answer);
    this.#result = {
      success: true,
      get meta() {
        return answer().meta;
      },
      get results() {
        return returnsNoRows(sql) ? [] : resultOf(answer()).results;
      },
    };
  }

  override async run<T>(): Promise<SqlResult<T>> {
    return this.#result as SqlResult<T>;
  }
}

/** Runs a call again, and returns whether the migration would see of it what it has seen. Throws what the call throws. */
export function isSameAgain(storage: ObjectStorage, { statement, isWrite, given }: Asked): boolean {
  const asked = queryOf(statement.bound);
  if (given === undefined) runOnly(storage, asked);
  else if (given === 'an error') return failsAgain(storage, asked);
  else return isSameAnswer(given.answer, query(storage, asked), isWrite);
  return true;
}

// A statement that fails does not end the transaction.
function failsAgain(storage: ObjectStorage, asked: Query): boolean {
  try {
    runOnly(storage, asked);
    return false;
  } catch {
    return true;
  }
}
