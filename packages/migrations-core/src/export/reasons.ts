// Why a migration cannot be exported as SQL. Each is shown as the reason for a migration, not as an error.
import { firstLine, parametersOf } from '@roostjs/internal-sql';
import type { FailedStatement } from '../database/failure.ts';
import type { RefusedStatement } from '../database/rules.ts';
import type { RecordedStatement } from '../record/statement-handler.ts';
import type { TextObstacle } from '../record/statement-text.ts';

export function statementNotText(statement: RecordedStatement, obstacle: TextObstacle): string {
  switch (obstacle) {
    case 'miscounted': {
      const [parameters, values] = [parametersOf(statement.sql).length, statement.values.length];
      return `${place(statement)} has ${parameters} parameters, but ${values} values`;
    }
    case 'value-unknown':
      return `${place(statement)} has a value of a type that D1 does not support`;
    case 'nul':
      return `${place(statement)} has a NUL character in its text`;
    case 'values-in-create':
      return `${place(statement)} creates an object from bound values; written out, they would name its columns`;
  }
}

export function statementOpen(statement: RecordedStatement): string {
  return `${place(statement)} does not end: a quote, a comment or a trigger in it is never closed`;
}

export function statementCut(statement: RecordedStatement): string {
  return `${place(statement)} contains BEGIN TRANSACTION, which wrangler removes from a file wherever it occurs`;
}

export function statementTooLong(statement: RecordedStatement, bytes: number): string {
  return `${place(statement)} is ${bytes} bytes long with its values written out; D1 allows 100000`;
}

export function statementRefused(statement: RefusedStatement): string {
  return `${place(statement)} breaks D1's rule '${statement.rule}': ${statement.text}`;
}

function place({ number, sql }: FailedStatement): string {
  return `statement ${number} (${firstLine(sql)})`;
}
