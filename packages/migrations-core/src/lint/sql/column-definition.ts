// Parses the definition of an added column: its type, and its constraints with their texts. Pure.
import type { Lexeme, Statement } from '@roostjs/internal-sql';
import { closingParenthesis, indexAtTopLevel } from './token-search.ts';

export type ColumnConstraint = {
  /** The first word after an optional constraint name: `not`, `default`, `references`, … */
  readonly kind: string;
  readonly text: string;
};

export type ColumnDefinition = { readonly type: string; readonly constraints: readonly ColumnConstraint[] };

/** Expects an ALTER TABLE … ADD COLUMN. */
export function columnDefinitionOf({ lexemes, text }: Statement): ColumnDefinition {
  const written = (from: number, to: number): string => {
    const [first, last] = [lexemes[from], lexemes[to - 1]];
    return first === undefined || last === undefined || to <= from ? '' : text.slice(first.start, last.end);
  };
  const add = lexemes.findIndex(({ word }, at) => at > 2 && word === 'add');
  const type = add + (lexemes[add + 1]?.word === 'column' ? 3 : 2);
  const first = nextConstraint(lexemes, type);
  const constraints: ColumnConstraint[] = [];
  for (let at = first; at < lexemes.length; ) {
    const isNamed = lexemes[at]?.word === 'constraint';
    const begin = isNamed ? at + 2 : at;
    const end = endOfConstraint(lexemes, begin);
    constraints.push({ kind: lexemes[begin]?.word ?? '', text: written(at, end) });
    at = end;
  }
  return { type: written(type, first), constraints };
}

const beginnings: ReadonlySet<string> = new Set([
  'as',
  'check',
  'collate',
  'constraint',
  'default',
  'generated',
  'not',
  'null',
  'primary',
  'references',
  'unique',
]);

function nextConstraint(lexemes: readonly Lexeme[], from: number): number {
  return indexAtTopLevel(lexemes, from, (word) => beginnings.has(word));
}

/** The value after DEFAULT and the actions of a foreign key may be words that also begin a constraint. */
function endOfConstraint(lexemes: readonly Lexeme[], begin: number): number {
  const kind = lexemes[begin]?.word ?? '';
  if (kind === 'references') return endOfKey(lexemes, begin);
  const least = kind === 'default' || kind === 'not' || kind === 'generated' ? begin + 2 : begin + 1;
  const open = lexemes[begin + 1]?.word === '(' ? closingParenthesis(lexemes, begin + 1) + 1 : least;
  // GENERATED ALWAYS AS is a single constraint.
  return nextConstraint(lexemes, kind === 'generated' ? begin + 3 : open);
}

/** The position after the columns of REFERENCES, its actions, and its deferral. */
function endOfKey(lexemes: readonly Lexeme[], references: number): number {
  let at = references + 2;
  if (lexemes[at]?.word === '(') at = closingParenthesis(lexemes, at) + 1;
  for (;;) {
    const word = lexemes[at]?.word ?? '';
    const isNotDeferrable = word === 'not' && lexemes[at + 1]?.word === 'deferrable';
    if (word === 'on') at += /^(?:set|no)$/.test(lexemes[at + 2]?.word ?? '') ? 4 : 3;
    else if (isNotDeferrable || word === 'match' || word === 'initially') at += 2;
    else if (word === 'deferrable') at += 1;
    else return Math.min(at, lexemes.length);
  }
}
