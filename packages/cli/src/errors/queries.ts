// Where the queries of an application are read from.
import { RoostError } from '@roostjs/internal-errors';

export function queriesNotNamed(): RoostError {
  return new RoostError({
    code: 'QUERIES.NOT_NAMED',
    message: "Nothing says where the application's queries are.",
    hint: 'Give --from <file or folder>, or --insights with --remote, or set queries in roost.json.',
  });
}

export function queriesUnreadable(source: string, problem: string, cause?: unknown): RoostError {
  return new RoostError({
    code: 'QUERIES.UNREADABLE',
    message: `Cannot read queries from '${source}': ${problem}.`,
    hint: 'Give a file of SQL, a log as queryLog() writes it, a folder of these, or - for the standard input.',
    details: { source },
    cause,
  });
}

export function queryLineInvalid(source: string, line: number, problem: string): RoostError {
  return new RoostError({
    code: 'QUERIES.LINE_INVALID',
    message: `Line ${line} of '${source}' is not a recorded query: ${problem}.`,
    hint: 'Write a line for each, as queryLog() does: {"sql":"SELECT 1","calls":3}. SQL belongs in a file that ends in .sql.',
    details: { source, line },
  });
}

export function insightsNotRemote(): RoostError {
  return new RoostError({
    code: 'QUERIES.INSIGHTS_NOT_REMOTE',
    message: 'Only a database at Cloudflare has insights.',
    hint: 'Add --remote, or give a file or folder with --from.',
  });
}
