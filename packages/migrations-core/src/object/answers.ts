// Answers the calls of a migration that is being recorded: what it wrote so far is run, then what it asks, and both are
// undone. It sees its own writes, although none of them has been kept.
import { returnsNoRows } from '@roostjs/internal-sql';
import type { SqlResult, SqlStatement } from '../database/d1.ts';
import type { Answering } from '../record/recording.ts';
import type { FailedCall, RecordedStatement } from '../record/statement-handler.ts';
import { type Answer, isSameAnswer, query } from './query.ts';
import { ObjectStatement, queryOf, resultOf } from './statement.ts';
import { type ObjectStorage, undoing } from './storage.ts';

/** A statement in the order of the calls, and its answer if the migration has had it. */
export type Asked = {
  readonly statement: RecordedStatement;
  readonly isWrite: boolean;
  given: Answer | undefined;
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
      asked.given ??= this.#answerAt(place, statement);
      return asked.given;
    };
    if (!isWrite) answer();
    return isWrite ? new WriteStatement(statement.sql, answer) : new ObjectStatement(noQuery, answer);
  }

  #answerAt(place: number, statement: RecordedStatement): Answer {
    return undoing(this.#storage, () => {
      for (const one of [...this.#before, ...this.asked.slice(0, place)]) {
        if (one.isWrite) this.#run(one.statement);
      }
      return this.#run(statement);
    });
  }

  #run(statement: RecordedStatement): Answer {
    try {
      return query(this.#storage, queryOf(statement.bound));
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

  override async all<T>(): Promise<SqlResult<T>> {
    return this.#result as SqlResult<T>;
  }
}

/** Runs a call again; `isSame` is false if its answer is not the one that the migration had. */
export function askAgain(
  storage: ObjectStorage,
  { statement, isWrite, given }: Asked,
): { readonly isSame: boolean } {
  const now = query(storage, queryOf(statement.bound));
  return { isSame: given === undefined || isSameAnswer(given, now, isWrite) };
}
