// A database's binding, which a Worker has and a test holds: `prepare()` and `bind()` are no requests, each other call is one.

import type { Wire } from './wire.ts';
import { failed } from './worker.ts';

type Row = Record<string, unknown>;

type D1Result<T = Row> = {
  readonly success: true;
  readonly results: T[];
  readonly meta: Meta;
};

type Count = 'duration' | 'size_after' | 'rows_read' | 'rows_written' | 'last_row_id' | 'changes';
type Meta = Readonly<Record<Count, number>> & { readonly changed_db: boolean } & Readonly<
    Record<string, unknown>
  >;

type D1Statement = {
  bind(...values: readonly unknown[]): D1Statement;
  all<T = Row>(): Promise<D1Result<T>>;
  run<T = Row>(): Promise<D1Result<T>>;
  raw<T = unknown[]>(options: { readonly columnNames: true }): Promise<[string[], ...T[]]>;
  raw<T = unknown[]>(options?: { readonly columnNames?: false }): Promise<T[]>;
  first<T = unknown>(column?: string): Promise<T | null>;
};

/** What a Worker's binding is, without sessions. */
export type D1 = {
  prepare(sql: string): D1Statement;
  batch<T = Row>(statements: readonly D1Statement[]): Promise<D1Result<T>[]>;
  exec(sql: string): Promise<unknown>;
};

type Method = 'all' | 'run' | 'raw' | 'first' | 'batch' | 'exec';
type Send = <T>(method: Method, args: readonly unknown[], statements?: readonly Statement[]) => Promise<T>;

class Statement implements D1Statement {
  readonly sql: string;
  readonly values: readonly unknown[] | undefined;
  readonly #send: Send;

  constructor(send: Send, sql: string, values?: readonly unknown[]) {
    this.#send = send;
    this.sql = sql;
    this.values = values;
  }

  bind(...values: readonly unknown[]): D1Statement {
    return new Statement(this.#send, this.sql, values.map(bufferAsBytes));
  }

  all<T = Row>(): Promise<D1Result<T>> {
    return this.#send('all', [], [this]);
  }

  run<T = Row>(): Promise<D1Result<T>> {
    return this.#send('run', [], [this]);
  }

  raw<T = unknown[]>(options: { readonly columnNames: true }): Promise<[string[], ...T[]]>;
  raw<T = unknown[]>(options?: { readonly columnNames?: false }): Promise<T[]>;
  raw(options: { readonly columnNames?: boolean } = {}): Promise<never> {
    return this.#send('raw', [options], [this]);
  }

  first<T = unknown>(...column: readonly string[]): Promise<T | null> {
    return this.#send('first', column, [this]);
  }
}

export function bindingOf(wire: Wire): D1 {
  const send: Send = async (method, args, statements) => {
    const { status, body } = await wire('call', JSON.stringify({ method, args, statements }));
    if (status === failed) throw new Error(body);
    if (status !== 200) throw new Error(`The Worker did not take ${method}(): ${body}`);
    return JSON.parse(body);
  };
  return {
    prepare: (sql) => new Statement(send, sql),
    batch: (statements) => send('batch', [], statements as readonly Statement[]),
    exec: (sql) => send('exec', [sql]),
  };
}

// JSON has no bytes; all else that D1 takes it sends as JSON itself.
function bufferAsBytes(value: unknown): unknown {
  if (value instanceof ArrayBuffer) return { bytes: [...new Uint8Array(value)] };
  if (!ArrayBuffer.isView(value)) return value;
  return { bytes: [...new Uint8Array(value.buffer, value.byteOffset, value.byteLength)] };
}
