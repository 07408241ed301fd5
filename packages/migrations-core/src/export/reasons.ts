// Why a migration cannot be written ahead as SQL. Each is the reason beside a migration's name, not an error.
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
      return `${place(statement)} has a value of a type that D1 does not take`;
    case 'nul':
      return `${place(statement)} has a NUL character in its text`;
    case 'values-in-create':
      return `${place(statement)} creates something by values, which would name its columns where they are written out`;
  }
}

export function statementOpen(statement: RecordedStatement): string {
  return `${place(statement)} does not end: a quote, a comment or a trigger in it is never closed`;
}

export function statementCut(statement: RecordedStatement): string {
  return `${place(statement)} holds BEGIN TRANSACTION, which wrangler cuts out of a file wherever it stands`;
}

export function statementTooLong(statement: RecordedStatement, bytes: number): string {
  return `${place(statement)} is ${bytes} bytes long with its values written out; D1 takes 100000`;
}

export function statementRefused(statement: RefusedStatement): string {
  return `${place(statement)} breaks D1's rule '${statement.rule}': ${statement.text}`;
}

function place({ number, sql }: FailedStatement): string {
  return `statement ${number} (${firstLine(sql)})`;
}
