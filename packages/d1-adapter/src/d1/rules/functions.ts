// The functions that SQLite has and D1 does not.

import { isKeptForLater, type Statement } from '@roostjs/internal-sql';
import { callsOf, type FunctionCall } from './calls.ts';
import { isInJoinCondition } from './join-conditions.ts';
import { anyError, type Rule, type Violation } from './violation.ts';

// workerd, src/workerd/util/sqlite.c++: not among ALLOWED_SQLITE_FUNCTIONS.
const unauthorized: ReadonlySet<string> = new Set([
  'ceiling',
  'fts5',
  'fts5_get_locale',
  'fts5_insttoken',
  'fts5_locale',
  'fts5_source_id',
  'if',
  'json_array_insert',
  'json_error_position',
  'json_pretty',
  'jsonb_array_insert',
  'log10',
  'power',
  'rtreedepth',
  'rtreenode',
  'sqlite_compileoption_get',
  'sqlite_compileoption_used',
  'sqlite_log',
  'sqlite_source_id',
  'sqlite_version',
  'subtype',
  'unistr',
  'unistr_quote',
]);

// workerd, build/BUILD.sqlite3: functions that better-sqlite3 is built with and workerd is not.
const absent: ReadonlySet<string> = new Set([
  'fts3_tokenizer',
  'geopoly_area',
  'geopoly_bbox',
  'geopoly_blob',
  'geopoly_ccw',
  'geopoly_contains_point',
  'geopoly_debug',
  'geopoly_group_bbox',
  'geopoly_json',
  'geopoly_overlap',
  'geopoly_regular',
  'geopoly_svg',
  'geopoly_within',
  'geopoly_xform',
  'matchinfo',
  'median',
  'offsets',
  'optimize',
  'percentile',
  'percentile_cont',
  'percentile_disc',
  'soundex',
]);

/** A call that D1 rejects: the function's name as written, its offsets, and D1's error message. */
export type RefusedCall = {
  readonly name: string;
  readonly start: number;
  readonly nameEnd: number;
  readonly end: number;
  readonly text: string;
  /** D1 has the function but does not allow it; it counts the arguments of the call but does not check them. */
  readonly unauthorized: boolean;
};

export const functions: Rule = (statement) => {
  const [first] = refusedCalls(statement);
  return first === undefined ? undefined : { rule: 'function', text: first.text, sqliteErrorFirst: anyError };
};

/** In the order of the text. SQLite may check them in another order. */
export function refusedCalls(statement: Statement): readonly RefusedCall[] {
  // SQLite checks the calls in a view or a trigger when it is used.
  if (isKeptForLater(statement)) return [];
  return callsOf(statement, isRefused)
    .filter(({ inDefault }) => !inDefault)
    .map((call) => refused(statement, call));
}

/** D1 checks the calls in a DEFAULT while parsing, whether the functions exist or not. */
export const defaults: Rule = (statement): Violation | undefined => {
  if (isKeptForLater(statement)) return undefined;
  const call = callsOf(statement, isRefused).find(
    ({ name, inDefault }) => inDefault && name.name?.toLowerCase() !== 'soundex',
  );
  if (call === undefined) return undefined;
  return {
    rule: 'default',
    text: notAuthorizedTo(statement.text, call),
    sqliteErrorFirst: errorsBeforeDefault,
  };
};

const errorsBeforeDefault =
  /^(?:incomplete input|(?:table|view) .* already exists|no such table|unknown database|duplicate column)/;

function notAuthorizedTo(text: string, { name }: FunctionCall): string {
  const offset = Buffer.byteLength(text.slice(0, name.start));
  return `not authorized to use function: ${name.name} at offset ${offset}: SQLITE_ERROR`;
}

function isRefused(name = ''): boolean {
  return unauthorized.has(name.toLowerCase()) || absent.has(name.toLowerCase());
}

function refused({ text, lexemes }: Statement, { name: lexeme, end }: FunctionCall): RefusedCall {
  const name = lexeme.name ?? '';
  const isUnauthorized = unauthorized.has(name.toLowerCase());
  const problem = isUnauthorized ? 'not authorized to use function' : 'no such function';
  const offset = Buffer.byteLength(text.slice(0, lexeme.start));
  const place = isInJoinCondition(lexemes, lexemes.indexOf(lexeme)) ? '' : ` at offset ${offset}`;
  return {
    name,
    start: lexeme.start,
    nameEnd: lexeme.end,
    end,
    text: `${problem}: ${name}${place}: SQLITE_ERROR`,
    unauthorized: isUnauthorized,
  };
}
