// Runs each call of a migration with `withinTransaction: false` at once, and remembers what ran, to report a failure.
import { firstLine } from '@roostjs/internal-sql';
import type { SqlDatabase, SqlResult } from '../database/d1.ts';
import { mayHaveRun, statementIndexOf } from '../database/failure.ts';
import type { LedgerSettings } from '../ledger/ledger-settings.ts';
import { touchingLedger } from '../ledger/touches-ledger.ts';
import { callTouchesLedger, recordingClosed } from './errors.ts';
import type {
  Call,
  FailedCall,
  NotedStatement,
  RecordedStatement,
  StatementHandler,
} from './statement-handler.ts';

export class DirectRun implements StatementHandler {
  /** How many statements ran to their end. */
  finished = 0;
  /** Every call that failed, with its statement. */
  readonly failed: FailedCall[] = [];
  /** Whether a call that failed may still have run. */
  mayHaveRun = false;
  /** The refusal of the first call after the migration had ended. */
  refused: Error | undefined;
  /** All statements that were sent, in order, including those that failed. */
  readonly sent: RecordedStatement[] = [];
  readonly #database: SqlDatabase;
  readonly #ledger: LedgerSettings;
  #started = 0;
  #closed = false;

  constructor(database: SqlDatabase, ledger: LedgerSettings) {
    this.#database = database;
    this.#ledger = ledger;
  }

  perform<T>(statement: NotedStatement, call: Call<T>): Promise<T> {
    return this.#send([statement], () => call.send(statement.bound));
  }

  performBatch(statements: readonly NotedStatement[]): Promise<SqlResult[]> {
    return this.#send(statements, () => this.#database.batch(statements.map(({ bound }) => bound)));
  }

  async performScript(statements: readonly NotedStatement[]): Promise<void> {
    for (const statement of statements) await this.#send([statement], () => statement.bound.run());
  }

  /** Only throws: what ran is kept, so that a refusal cannot undo the migration. */
  refuse(refusal: Error): never {
    throw refusal;
  }

  /** From now on every statement is refused, including those that a script still has to send. */
  close(): void {
    this.#closed = true;
  }

  async #send<T>(statements: readonly NotedStatement[], send: () => Promise<T>): Promise<T> {
    if (this.#closed) {
      this.refused ??= recordingClosed(firstLine(statements[0]?.sql ?? ''));
      throw this.refused;
    }
    const before = this.#started;
    const numbered = statements.map((statement, index) => ({ ...statement, number: before + index + 1 }));
    const touching = touchingLedger(this.#ledger, numbered);
    if (touching !== undefined) throw callTouchesLedger(touching);
    this.#started += statements.length;
    this.sent.push(...numbered);
    try {
      const result = await send();
      this.finished += statements.length;
      return result;
    } catch (error) {
      const index = statements.length === 1 ? 0 : statementIndexOf(error);
      const statement = index === undefined ? undefined : numbered[index];
      if (statement !== undefined) this.failed.push({ error, statement });
      this.mayHaveRun ||= mayHaveRun(error);
      throw error;
    }
  }
}
