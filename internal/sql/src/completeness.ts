// The state machine of sqlite3_complete() (SQLite's complete.c), which distinguishes the semicolon that ends a
// statement from those inside a trigger. It knows no other grammar. It reads tokens, so a byte order mark is white
// space, as when SQLite runs the text.

import type { Token } from './token.ts';

/** The position in a statement. `start` is after its last semicolon: the statement is complete. */
export type StatementState =
  | 'invalid'
  | 'start'
  | 'normal'
  | 'explain'
  | 'create'
  | 'trigger'
  | 'semi'
  | 'end';

type Meaning = 'semi' | 'other' | 'explain' | 'create' | 'temp' | 'trigger' | 'end';

const begun = {
  semi: 'start',
  other: 'normal',
  explain: 'explain',
  create: 'create',
  temp: 'normal',
  trigger: 'normal',
  end: 'normal',
} as const;
const normal = {
  semi: 'start',
  other: 'normal',
  explain: 'normal',
  create: 'normal',
  temp: 'normal',
  trigger: 'normal',
  end: 'normal',
} as const;
const trigger = {
  semi: 'semi',
  other: 'trigger',
  explain: 'trigger',
  create: 'trigger',
  temp: 'trigger',
  trigger: 'trigger',
  end: 'trigger',
} as const;

const transitions: Readonly<Record<StatementState, Readonly<Record<Meaning, StatementState>>>> = {
  invalid: begun,
  start: begun,
  normal,
  explain: { ...normal, other: 'explain', create: 'create' },
  create: { ...normal, temp: 'create', trigger: 'trigger' },
  trigger,
  semi: { ...trigger, end: 'end' },
  end: { ...trigger, semi: 'start' },
};

const keywords: ReadonlyMap<string, Meaning> = new Map([
  ['explain', 'explain'],
  ['create', 'create'],
  ['temp', 'temp'],
  ['temporary', 'temp'],
  ['trigger', 'trigger'],
  ['end', 'end'],
]);
const longestKeyword = 'temporary'.length;

/** The state after the token. */
export function stateAfter(state: StatementState, sql: string, token: Token): StatementState {
  if (token.kind === 'space' || token.kind === 'comment') return state;
  return transitions[state][meaningOf(sql, token)];
}

function meaningOf(sql: string, token: Token): Meaning {
  if (token.kind === 'semicolon') return 'semi';
  if (token.kind !== 'word' || token.end - token.start > longestKeyword) return 'other';
  return keywords.get(sql.slice(token.start, token.end).toLowerCase()) ?? 'other';
}
