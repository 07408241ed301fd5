// Reads the body of /query and /raw into statements, strictly: whatever D1 does not describe is refused. Runs nothing.

import type { Behaviour } from './behaviour.ts';
import { malformedRequest } from './errors.ts';
import { isRecord, refuseOtherKeys } from './shape.ts';
import { type SplittingRule, split } from './split.ts';

/** A value as workerd takes it; an array holds the bytes of a blob. */
export type Value = string | number | null | readonly number[];

/** One statement with its values. */
export type Statement = { readonly sql: string; readonly params: readonly Value[] };

/** The statements that the body asks for, in order; throws where Cloudflare would refuse it. */
export function statementsOf(body: unknown, behaviour: Behaviour): readonly Statement[] {
  if (!isRecord(body)) {
    throw malformedRequest(`Expected object, received ${Array.isArray(body) ? 'array' : typeof body}`);
  }
  if (!('batch' in body)) return statementsOfQuery(body, behaviour.splitsSql, behaviour);
  refuseOtherKeys(body, ['batch']);
  const { batch } = body;
  if (!Array.isArray(batch)) throw malformedRequest('Expected array at batch');
  if (batch.length === 0) throw noQuery();
  return batch.flatMap((query: unknown) => statementsOfQuery(query, behaviour.splitsBatch, behaviour));
}

function statementsOfQuery(query: unknown, rule: SplittingRule, behaviour: Behaviour): readonly Statement[] {
  if (!isRecord(query)) throw malformedRequest('Expected object, received something else in batch');
  refuseOtherKeys(query, ['sql', 'params']);
  const { sql, params: given = [] } = query;
  if (typeof sql !== 'string') throw malformedRequest('Expected string at sql');
  if (!Array.isArray(given)) throw malformedRequest('Expected array at params');
  const params = given.map((value: unknown) => bindable(value, behaviour));
  const statements = split(sql, rule);
  if (statements.length === 0) throw noQuery();
  if (statements.length > 1 && params.length > 0) {
    throw malformedRequest('params with multiple statements is not supported');
  }
  return statements.map((statement) => ({ sql: statement, params }));
}

function bindable(value: unknown, { paramsAsText, booleansAsText }: Behaviour): Value {
  if (value === null || typeof value === 'string') return value;
  if (typeof value === 'number') return paramsAsText ? String(value) : value;
  if (typeof value === 'boolean') return paramsAsText || booleansAsText ? String(value) : Number(value);
  if (isBytes(value)) return paramsAsText ? JSON.stringify(value) : value;
  throw malformedRequest(
    `Type '${typeof value}' not supported for value '${JSON.stringify(value)}' at params`,
  );
}

function isBytes(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((byte) => Number.isInteger(byte) && byte >= 0 && byte <= 255);
}

function noQuery(): Error {
  return malformedRequest('Requests without any query are not supported');
}

/** What D1 tells of a statement that ran. */
export type Ran = {
  readonly results: { readonly columns: readonly string[]; readonly rows: readonly (readonly unknown[])[] };
  readonly meta: Readonly<Record<string, unknown>> & {
    readonly changed_db: boolean;
    readonly duration: number;
    readonly rows_read: number;
    readonly rows_written: number;
    readonly size_after: number;
  };
};
