// Where wrangler would run another text than the one that a file has. It appends its own INSERT to it (d1/migrations/helpers.ts),
// and for a local database it cuts BEGIN TRANSACTION out (d1/trimmer.ts) and splits the rest (d1/splitter.ts). Pure.
import { markersIn, statementsIn } from '@roostjs/internal-core';
import { creationOf, effectOf, type SqlPart, splitParts, statementOf, tokens } from '@roostjs/internal-sql';

/** `at`: an index in the text. `problem` and `remedy` are parts of a sentence. */
export type Misfit = { readonly at: number; readonly problem: string; readonly remedy: string };

/** Why wrangler must not apply a file as it is, where in it, and what to do; `line`: null if it is the file itself. */
export type FileMisfit = {
  readonly name: string;
  readonly path: string;
  readonly line: number | null;
  readonly problem: string;
  readonly remedy: string;
};

/** In the order of the text, one of each kind. */
export function misfitsIn(sql: string): readonly Misfit[] {
  const parts = splitParts(sql).filter(({ blank }) => !blank);
  const found = [
    downSection(sql),
    transaction(sql, parts),
    cutText(sql),
    openEnd(sql, parts),
    openComment(sql),
    markBeforeTrigger(sql, parts),
  ];
  return found.filter((misfit) => misfit !== undefined).sort((left, right) => left.at - right.at);
}

function downSection(sql: string): Misfit | undefined {
  const down = markersIn(sql).markers.find(
    ({ direction, from, to }) => direction === 'down' && statementsIn(sql.slice(from, to)).length > 0,
  );
  if (down === undefined) return undefined;
  return {
    at: down.start,
    problem: "wrangler runs the whole file, its section '-- down' too",
    remedy: 'leave the section out and undo it in a new migration, or export from another folder',
  };
}

/** Roost leaves it out. Wrangler does so only for a local database, and only if it is BEGIN TRANSACTION. */
function transaction(sql: string, parts: readonly SqlPart[]): Misfit | undefined {
  const part = parts.find((one) => isTransaction(sql, one));
  if (part === undefined) return undefined;
  const { verb } = statementOf(sql.slice(part.start, part.end));
  return {
    at: firstOf(sql, part),
    problem: `it contains ${verb.toUpperCase()}, which D1 refuses`,
    remedy: 'leave it out: a file is one transaction anyway',
  };
}

function cutText(sql: string): Misfit | undefined {
  const token = Array.from(tokens(sql)).find(
    ({ kind, start, end }) => kind in respellings && sql.slice(start, end).includes(cut),
  );
  if (token === undefined || isCutAlone(sql)) return undefined;
  return {
    at: sql.indexOf(cut, token.start),
    problem: `wrangler takes the words ${cut} for a statement, and stops or cuts them out`,
    remedy: respellings[token.kind] ?? '',
  };
}

const cut = 'BEGIN TRANSACTION';

/** Whether what wrangler cuts out is in comments alone, so that nothing else is run. */
function isCutAlone(sql: string): boolean {
  const rest = sql.replace(`${cut};`, '').replace('COMMIT;', '');
  return !rest.includes(cut) && withoutComments(rest) === withoutComments(sql);
}

function withoutComments(sql: string): string {
  return Array.from(tokens(sql), ({ kind, start, end }) =>
    kind === 'comment' || kind === 'space' ? ' ' : sql.slice(start, end),
  )
    .join('')
    .replaceAll(/ +/g, ' ');
}

const respellings: Readonly<Record<string, string>> = {
  comment: 'write them in lower case',
  string: "write them as 'BEGIN' || ' TRANSACTION'",
  quoted: 'choose another name',
};

function openEnd(sql: string, parts: readonly SqlPart[]): Misfit | undefined {
  const last = parts.at(-1);
  if (last === undefined || last.complete) return undefined;
  return {
    at: firstOf(sql, last),
    problem: 'its last statement has no semicolon, and wrangler appends one of its own',
    remedy: 'end it with a semicolon',
  };
}

function openComment(sql: string): Misfit | undefined {
  const last = Array.from(tokens(sql)).at(-1);
  const text = last?.kind === 'comment' ? sql.slice(last.start) : '';
  if (last === undefined || !text.startsWith('/*') || (text.length > 3 && text.endsWith('*/')))
    return undefined;
  return {
    at: last.start,
    problem: 'its last comment does not end, so wrangler would not record the file, and apply it again',
    remedy: 'end it with */',
  };
}

function markBeforeTrigger(sql: string, [first]: readonly SqlPart[]): Misfit | undefined {
  if (!sql.startsWith('\uFEFF') || first === undefined) return undefined;
  if (creationOf(statementOf(sql.slice(first.start, first.end)))?.kind !== 'trigger') return undefined;
  return {
    at: 0,
    problem: 'it begins with a byte order mark, and wrangler splits the trigger after it',
    remedy: 'save it without the mark',
  };
}

function isTransaction(sql: string, { start, end }: SqlPart): boolean {
  return effectOf(sql.slice(start, end)) === 'transaction';
}

/** Where the first word of the part is. */
function firstOf(sql: string, { start, end }: SqlPart): number {
  return start + (statementOf(sql.slice(start, end)).lexemes[0]?.start ?? 0);
}
