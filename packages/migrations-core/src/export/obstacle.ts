// Finds what prevents a recorded statement from being exported and read back unchanged.
import { splitParts, terminated } from '@roostjs/internal-sql';
import type { RecordedStatement } from '../record/statement-handler.ts';
import { utf8Length, whyNotAsText } from '../record/statement-text.ts';
import { statementCut, statementNotText, statementOpen, statementTooLong } from './reasons.ts';
import { cutText, statementText } from './statement.ts';

// https://developers.cloudflare.com/d1/platform/limits/
const maxStatementBytes = 100_000;

/** The reason why the statement cannot be exported; undefined if it can. */
export function obstacleTo(statement: RecordedStatement): string | undefined {
  const obstacle = whyNotAsText(statement);
  if (obstacle !== undefined) return statementNotText(statement, obstacle);
  return obstacleIn(statement, statementText(statement));
}

function obstacleIn(statement: RecordedStatement, text: string): string | undefined {
  const [part, ...others] = splitParts(terminated(text));
  if (part?.complete !== true || others.length > 0) return statementOpen(statement);
  if (text.includes(cutText)) return statementCut(statement);
  const bytes = utf8Length(text);
  return bytes > maxStatementBytes ? statementTooLong(statement, bytes) : undefined;
}
