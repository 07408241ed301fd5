// The height that SQLite finds for the expressions of a statement, in one pass and without recursion. What is no
// expression, such as the names in a definition, is taken for one of no consequence.

import type { Lexeme } from '@roostjs/internal-sql';
import { applied, type Frame, newFrame, nodeOf, type Purpose } from './frame.ts';
import { above, column, flat, leaf, type Operand, pileOf, zero } from './operand.ts';
import { mayBeNegated, precedenceOf, prefixPrecedenceOf } from './precedence.ts';

const tables = /^(?:from|join|into|with|update|table|index|trigger)$/;
const counted = /^(?:select|where|group|having|order|limit|values|union|except|intersect|set|returning|do)$/;
const separators =
  /^(?:all|as|asc|by|check|default|desc|distinct|else|generated|key|materialized|offset|primary|recursive|references|then|unique|using|when|window)$/;
const withParentheses = /^(?:check|as|default|key|unique|using|over|filter|references|conflict)$/;

/** What was read: the end of the first node that is too high, and whether subqueries pile up too high. */
export type Depth = { readonly tooHighAt: number | undefined; readonly pilesTooHigh: boolean };

export function depthOf(lexemes: readonly Lexeme[], maxHeight: number): Depth {
  const reader = new Reader(lexemes, maxHeight);
  return reader.read();
}

class Reader {
  readonly #lexemes: readonly Lexeme[];
  readonly #maxHeight: number;
  #frames: Frame[] = [newFrame('statement', false)];
  /** The left sides of the IN whose lists are being read, by their frames. */
  readonly #left = new Map<Frame, { readonly operand: Operand; readonly negated: boolean }>();
  #at = 0;
  #tooHighAt: number | undefined;
  #highestPile = 0;

  constructor(lexemes: readonly Lexeme[], maxHeight: number) {
    this.#lexemes = lexemes;
    this.#maxHeight = maxHeight;
  }

  read(): Depth {
    while (this.#at < this.#lexemes.length && this.#tooHighAt === undefined) this.#readOne();
    while (this.#frames.length > 1 && this.#tooHighAt === undefined) this.#close();
    if (this.#tooHighAt === undefined) this.#flush();
    return { tooHighAt: this.#tooHighAt, pilesTooHigh: this.#highestPile > this.#maxHeight };
  }

  get #frame(): Frame {
    const frame = this.#frames.at(-1);
    if (frame === undefined) throw new Error('The statement itself is a frame.');
    return frame;
  }

  #word(ahead = 0): string {
    return this.#lexemes[this.#at + ahead]?.word ?? '';
  }

  #readOne(): void {
    const word = this.#word();
    if (word === ')') {
      this.#flush();
      this.#at += 1;
      if (this.#frames.length > 1) this.#close();
    } else if (word === ',' || word === ';') {
      this.#flush();
      this.#at += 1;
      const frame = this.#frame;
      if (frame.clause === 'uncounted' && frame.purpose !== 'call') frame.clause = 'tables';
      frame.assigning = frame.setting;
    } else if (this.#readClause(word) || this.#readOperator(word)) {
      return;
    } else {
      if (this.#frame.operand !== undefined) this.#flush();
      this.#readOperand(word);
    }
  }

  #readClause(word: string): boolean {
    const frame = this.#frame;
    if (word === 'end' && frame.purpose === 'case') {
      this.#flush();
      this.#at += 1;
      this.#close();
      return true;
    }
    if (word === 'on') {
      this.#flush();
      if (frame.clause === 'tables' && !this.#creates()) frame.clause = 'uncounted';
    } else if (tables.test(word)) {
      this.#flush();
      frame.clause = 'tables';
    } else if (counted.test(word)) {
      this.#flush();
      frame.clause = word === 'order' && frame.purpose === 'call' ? 'uncounted' : 'counted';
      frame.setting = word === 'set';
      frame.assigning = frame.setting;
      frame.limiting = word === 'limit';
      frame.inValues = word === 'values';
      if (word === 'select' || word === 'values') frame.isSelect = true;
    } else if (separators.test(word) || (word === '=' && frame.assigning && frame.pending.length === 0)) {
      this.#flush();
      frame.assigning = false;
      if (word === 'when' && frame.purpose !== 'case') frame.clause = 'counted';
    } else {
      return false;
    }
    this.#at += 1;
    if (withParentheses.test(word) && this.#word() === '(')
      this.#open(word === 'check' ? 'group' : 'aside', 1);
    return true;
  }

  /** What may stand behind an operand and goes on with it. */
  #readOperator(word: string): boolean {
    const frame = this.#frame;
    const { operand } = frame;
    if (operand === undefined) return false;
    if (/^(?:over|filter)$/.test(word)) {
      this.#at += 1;
      if (this.#word() === '(') this.#open('aside', 1);
      else if (word === 'over') this.#at += 1;
      return true;
    }
    const negated = word === 'not' && mayBeNegated(this.#word(1));
    const name = negated ? this.#word(1) : word;
    const level = precedenceOf(name === 'null' ? 'isnull' : name);
    if (level === undefined || name === 'not') return false;
    this.#at += negated ? 2 : 1;
    this.#reduce(level);
    const left = frame.operand ?? operand;
    if (name === 'collate') {
      this.#at += 1;
      this.#settle(flat(left));
    } else if (/^(?:isnull|notnull|null)$/.test(name)) {
      this.#settle(above(left));
    } else if (name === 'in') {
      this.#readMembership(left, negated);
    } else if (!this.#continues(name, left)) {
      if (name === 'is') this.#passOver(['not', 'distinct', 'from']);
      frame.operand = undefined;
      frame.pending.push({ word: name, level, negated, left, middle: undefined });
    }
    return true;
  }

  /** AND of BETWEEN, and ESCAPE of LIKE. */
  #continues(name: string, operand: Operand): boolean {
    const last = this.#frame.pending.at(-1);
    if (last === undefined) return false;
    const belongs = name === 'and' ? last.word === 'between' : name === 'escape' && last.word === 'like';
    if (!belongs || last.middle !== undefined) return false;
    last.middle = operand;
    this.#frame.operand = undefined;
    return true;
  }

  #readMembership(operand: Operand, negated: boolean): void {
    if (this.#word() === '(') {
      this.#open('list', 1);
      this.#left.set(this.#frame, { operand, negated });
      return;
    }
    // IN table, which may have a database before it and arguments behind it.
    this.#at += this.#word(1) === '.' ? 3 : 1;
    const node = { ...above(operand, column), pile: Math.max(operand.pile, column.height) };
    this.#settle(negated ? above(node) : node);
    if (this.#word() === '(') this.#open('aside', 1);
  }

  #readOperand(word: string): void {
    const frame = this.#frame;
    const lexeme = this.#lexemes[this.#at];
    const sign = prefixPrecedenceOf(word);
    if (word === '(') this.#open(frame.inValues && frame.pending.length === 0 ? 'row' : 'group', 1);
    else if (sign !== undefined) {
      frame.pending.push({ word, level: sign, negated: false, left: undefined, middle: undefined });
      this.#at += 1;
    } else if (word === 'case') this.#open('case', 1);
    else if (word === 'exists' && this.#word(1) === '(') this.#open('exists', 2);
    else if (word === 'cast' && this.#word(1) === '(') this.#open('cast', 2);
    else if (lexeme?.name !== undefined && this.#word(1) === '(')
      this.#open(this.#namesTable() ? 'aside' : 'call', 2);
    else this.#readName(lexeme);
  }

  #namesTable(): boolean {
    return this.#frame.clause === 'tables';
  }

  /** The ON of CREATE INDEX and CREATE TRIGGER has a table behind it. */
  #creates(): boolean {
    return this.#frames.length === 1 && !this.#frame.isSelect && this.#lexemes[0]?.word === 'create';
  }

  #readName(lexeme: Lexeme | undefined): void {
    this.#at += 1;
    // count(*) has no argument.
    if (lexeme?.word === '*' && this.#frame.purpose === 'call') return;
    const isName = lexeme?.name !== undefined && lexeme.kind !== 'string' && lexeme.word !== 'null';
    let operand = isName ? column : leaf;
    if (/^(?:0x)?0+$/.test(lexeme?.word ?? '')) operand = zero;
    while (this.#word() === '.') {
      operand = above(operand, column);
      this.#at += 2;
    }
    this.#settle(operand);
  }

  #passOver(words: readonly string[]): void {
    for (const word of words) if (this.#word() === word) this.#at += 1;
  }

  #open(purpose: Purpose, lexemes: number): void {
    const isTable = this.#frame.clause === 'tables';
    this.#at += lexemes;
    this.#frames.push(newFrame(purpose, isTable));
  }

  #close(): void {
    this.#flush();
    const closed = this.#frame;
    this.#frames.pop();
    const around = this.#frame;
    const left = this.#left.get(closed);
    this.#left.delete(closed);
    if (closed.purpose === 'aside' || closed.isTable) {
      // No part of what stands around it, which waits for its own end.
      around.operand ??= closed.isTable ? { ...leaf, height: 0, pile: pileInside(closed) } : leaf;
      return;
    }
    const node = nodeOf(closed, left?.operand);
    const isNegated = left?.negated === true && closed.items.length > 0;
    this.#settle(isNegated ? above(node) : node);
  }

  /** Makes nodes of the operators that bind as tightly, or more so. */
  #reduce(level: number): void {
    const { pending } = this.#frame;
    for (let last = pending.at(-1); last !== undefined && last.level >= level; last = pending.at(-1)) {
      const right = this.#frame.operand;
      // The AND that comes belongs to it.
      const waits = last.word === 'between' && last.middle === undefined && level === precedenceOf('and');
      // ESCAPE comes before the LIKE that it belongs to is a node.
      if (right === undefined || waits) return;
      pending.pop();
      this.#settle(applied(last, right));
    }
  }

  #settle(operand: Operand): void {
    this.#frame.operand = operand;
    if (operand.height > this.#maxHeight) this.#tooHighAt ??= this.#lexemes[this.#at - 1]?.end;
  }

  /** An expression is at its end. */
  #flush(): void {
    this.#reduce(0);
    const frame = this.#frame;
    const { operand } = frame;
    frame.pending.length = 0;
    frame.operand = undefined;
    if (operand === undefined) return;
    this.#highestPile = Math.max(this.#highestPile, pileOf(operand));
    const isCounted = frame.clause === 'counted';
    const whole = frame.limiting ? above(operand) : operand;
    const pile = frame.isSelect ? pileOf(whole) : whole.pile;
    frame.items.push(isCounted ? whole : { ...whole, height: 0, pile });
    if (frame.limiting && whole.height > this.#maxHeight)
      this.#tooHighAt ??= this.#lexemes[this.#at - 1]?.end;
  }
}

function pileInside({ items }: Frame): number {
  return Math.max(0, ...items.map(pileOf));
}
