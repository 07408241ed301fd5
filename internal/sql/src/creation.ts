// What a CREATE statement creates, read from its first words.

import { type Statement, type Target, targetAt, wordsAt } from './statement.ts';

export type Creation = Target & {
  readonly kind: 'table' | 'virtual table' | 'view' | 'index' | 'trigger';
  /** TEMP or TEMPORARY is written. */
  readonly temporary: boolean;
};

export function creationOf({ verb, lexemes }: Statement): Creation | undefined {
  if (verb !== 'create') return undefined;
  const temporary = /^temp(?:orary)?$/.test(lexemes[1]?.word ?? '');
  const at = temporary ? 2 : 1;
  const kind = kindOf(lexemes[at]?.word, lexemes[at + 1]?.word);
  if (kind === undefined) return undefined;
  const next = at + (kind.words === 2 ? 2 : 1);
  const target = targetAt(lexemes, next + wordsAt(lexemes, next, ['if', 'not', 'exists']));
  // SQLite needs a token after the name.
  return target === undefined || lexemes[target.next] === undefined
    ? undefined
    : { ...target, kind: kind.kind, temporary };
}

type Kind = { readonly kind: Creation['kind']; readonly words: 1 | 2 };

function kindOf(first: string | undefined, second: string | undefined): Kind | undefined {
  if (first === 'table' || first === 'view' || first === 'index' || first === 'trigger') {
    return { kind: first, words: 1 };
  }
  if (first === 'virtual' && second === 'table') return { kind: 'virtual table', words: 2 };
  return first === 'unique' && second === 'index' ? { kind: 'index', words: 2 } : undefined;
}

/** Whether the statement only stores its SELECTs, which SQLite checks when they are used. */
export function isKeptForLater(statement: Statement): boolean {
  const kind = creationOf(statement)?.kind;
  return kind === 'view' || kind === 'trigger';
}
