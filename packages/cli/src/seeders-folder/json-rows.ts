// Rows in JSON: parsed so that every number keeps its digits. Pure.
import { messageOf } from '@roostjs/internal-errors';
import type { RowSeeder } from '@roostjs/migrations-core';
import { seederJsonInvalid } from '../errors.ts';
import { repeatedKey } from '../project-settings/repeated-key.ts';

// TypeScript's types do not have it yet (https://tc39.es/proposal-json-parse-with-source/).
const exactJson = JSON as unknown as {
  parse(
    text: string,
    reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown,
  ): unknown;
  rawJSON(text: string): unknown;
};

/** What core takes for a seeder with rows, and checks. Throws SEEDERS.JSON_INVALID. */
export function rowsFromJson(file: string, text: string): RowSeeder {
  const json = text.replace(/^\uFEFF/, '');
  const rows = parse(file, json);
  const repeated = repeatedKey(json);
  if (repeated !== undefined) throw seederJsonInvalid(file, `'${repeated}' occurs twice in one object`);
  return { rows: rows as RowSeeder['rows'] };
}

function parse(file: string, json: string): unknown {
  const tooLarge: string[] = [];
  let value: unknown;
  try {
    value = exactJson.parse(json, (_, value, { source = '' }) => {
      if (typeof value !== 'number') return value;
      if (!isStorable(source)) tooLarge.push(source);
      return String(value) === source ? value : exactJson.rawJSON(source);
    });
  } catch (cause) {
    throw seederJsonInvalid(file, messageOf(cause), cause);
  }
  if (tooLarge.length > 0)
    throw seederJsonInvalid(file, `SQLite cannot store ${tooLarge[0]} exactly; write it as a text`);
  return value;
}

// SQLite would store a larger integer as the nearest real, and a larger real as infinity.
function isStorable(source: string): boolean {
  if (!/^-?\d+$/.test(source)) return Number.isFinite(Number(source));
  const integer = BigInt(source);
  return BigInt.asIntN(64, integer) === integer;
}
