// What keeps a recorded statement from being written to a file, from which it would have to come out as it was.
import { parametersOf, splitParts, terminated } from '@roostjs/internal-sql';
import {
  statementCut,
  statementOpen,
  statementTooLong,
  statementWithNul,
  valuesInCreate,
  valuesMiscounted,
  valueUnknown,
} from '../errors.ts';
import type { RecordedStatement } from '../record/conduct.ts';
import { sqlValues, statementText, verbOf } from './statement.ts';

// https://developers.cloudflare.com/d1/platform/limits/
const longestStatement = 100_000;

/** The reason why the statement cannot be written, or undefined where it can. */
export function obstacleTo(statement: RecordedStatement): string | undefined {
  const { sql, values } = statement;
  const parameters = parametersOf(sql).length;
  if (parameters !== values.length) return valuesMiscounted(statement, parameters);
  if (sqlValues(values) === undefined) return valueUnknown(statement);
  if (sql.includes('\0')) return statementWithNul(statement);
  if (values.length > 0 && verbOf(sql) === 'create') return valuesInCreate(statement);
  return obstacleIn(statement, statementText(statement));
}

function obstacleIn(statement: RecordedStatement, text: string): string | undefined {
  const [part, ...others] = splitParts(terminated(text));
  if (part?.complete !== true || others.length > 0) return statementOpen(statement);
  if (text.includes('BEGIN TRANSACTION')) return statementCut(statement);
  const bytes = utf8Length(text);
  return bytes > longestStatement ? statementTooLong(statement, bytes) : undefined;
}

function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
