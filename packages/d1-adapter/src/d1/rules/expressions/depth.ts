// Measures the expressions of a statement as SQLite does, in one pass and without recursion. Whatever is not an
// expression, such as the names in a definition, is read as an expression without any effect.

import type { Lexeme } from '@roostjs/internal-sql';
import { clauseAfter, clauseAfterComma, type Purpose } from './clause.ts';
import { type Frame, frameNode, newFrame, operatorNode } from './frame.ts';
import { column, flatNode, leaf, nodeOver, type Operand, totalHeight, zero } from './operand.ts';
import { mayBeNegated, precedenceOf, prefixPrecedenceOf } from './precedence.ts';

// A parenthesis right after one of these is not a part of an expression, except that of CHECK.
const withParentheses = /^(?:check|as|default|key|unique|using|references)$/;

/** The end of the first node that is too high, and whether nested subqueries are too high together. */
export type Depth = { readonly tooHighAt: number | undefined; readonly nestingTooHigh: boolean };

export function measureDepth(lexemes: readonly Lexeme[], maxHeight: number): Depth {
  return new Reader(lexemes, maxHeight).read();
}

class Reader {
  readonly #lexemes: readonly Lexeme[];
  readonly #maxHeight: number;
  readonly #frames: Frame[];
  /** The left sides of the INs whose lists are being read, by the frames of the lists. */
  readonly #left = new Map<Frame, { readonly operand: Operand; readonly negated: boolean }>();
  #at = 0;
  #tooHighAt: number | undefined;
  #maxTotalHeight = 0;

  constructor(lexemes: readonly Lexeme[], maxHeight: number) {
    this.#lexemes = lexemes;
    this.#maxHeight = maxHeight;
    this.#frames = [newFrame(lexemes[0]?.word === 'create' ? 'creation' : 'statement', false)];
  }

  read(): Depth {
    while (this.#at < this.#lexemes.length && this.#tooHighAt === undefined) this.#readNext();
    while (this.#frames.length > 1 && this.#tooHighAt === undefined) this.#close();
    if (this.#tooHighAt === undefined) this.#endExpression();
    return { tooHighAt: this.#tooHighAt, nestingTooHigh: this.#maxTotalHeight > this.#maxHeight };
  }

  get #frame(): Frame {
    const frame = this.#frames.at(-1);
    if (frame === undefined) throw new Error('The frame of the statement is missing.');
    return frame;
  }

  #word(ahead = 0): string {
    return this.#lexemes[this.#at + ahead]?.word ?? '';
  }

  #readNext(): void {
    const word = this.#word();
    if (word === ')') {
      this.#endExpression();
      this.#at += 1;
      if (this.#frames.length > 1) this.#close();
    } else if (word === ',' || word === ';') {
      this.#endExpression();
      this.#at += 1;
      this.#frame.clause = clauseAfterComma(this.#frame);
    } else if (word === 'end' && this.#frame.purpose === 'case') {
      this.#endExpression();
      this.#at += 1;
      this.#close();
    } else if (!this.#readClause(word) && !this.#readOperator(word)) {
      if (this.#frame.operand !== undefined) this.#endExpression();
      this.#readOperand(word);
    }
  }

  /** A word that begins a clause, or separates two expressions of one. */
  #readClause(word: string): boolean {
    const frame = this.#frame;
    const clause = clauseAfter(word, frame);
    if (clause === undefined) return false;
    this.#endExpression();
    this.#at += 1;
    frame.clause = clause;
    if (word === 'select' || word === 'values') frame.isSelect = true;
    if (withParentheses.test(word) && this.#word() === '(')
      this.#open(word === 'check' ? 'group' : 'ignored', 1);
    return true;
  }

  /** A word that continues the expression after an operand. */
  #readOperator(word: string): boolean {
    const frame = this.#frame;
    const { operand } = frame;
    if (operand === undefined) return false;
    if (/^(?:over|filter)$/.test(word)) {
      this.#at += 1;
      if (this.#word() === '(') this.#open('ignored', 1);
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
      this.#setOperand(flatNode(left));
    } else if (/^(?:isnull|notnull|null)$/.test(name)) {
      this.#setOperand(nodeOver(left));
    } else if (name === 'in') {
      this.#readIn(left, negated);
    } else if (!this.#readMiddle(name, left)) {
      if (name === 'is') this.#skip(['not', 'distinct', 'from']);
      frame.operand = undefined;
      frame.pending.push({ word: name, level, negated, left, middle: undefined });
    }
    return true;
  }

  /**
   * The AND of BETWEEN, or the ESCAPE of LIKE, which binds more tightly than LIKE: the operand before it is the
   * middle one.
   */
  #readMiddle(name: string, operand: Operand): boolean {
    const last = this.#frame.pending.at(-1);
    if (last === undefined) return false;
    const belongs = name === 'and' ? last.word === 'between' : name === 'escape' && last.word === 'like';
    if (!belongs || last.middle !== undefined) return false;
    last.middle = operand;
    this.#frame.operand = undefined;
    return true;
  }

  #readIn(operand: Operand, negated: boolean): void {
    if (this.#word() === '(') {
      this.#open('list', 1);
      this.#left.set(this.#frame, { operand, negated });
      return;
    }
    // IN table: a database may precede the table, and arguments may follow it.
    this.#at += this.#word(1) === '.' ? 3 : 1;
    const nestedHeight = Math.max(operand.nestedHeight, column.height);
    const node = { ...nodeOver(operand, column), nestedHeight };
    this.#setOperand(negated ? nodeOver(node) : node);
    if (this.#word() === '(') this.#open('ignored', 1);
  }

  #readOperand(word: string): void {
    const frame = this.#frame;
    const lexeme = this.#lexemes[this.#at];
    const sign = prefixPrecedenceOf(word);
    if (word === '(') {
      this.#open(frame.clause === 'values' && frame.pending.length === 0 ? 'row' : 'group', 1);
    } else if (sign !== undefined) {
      frame.pending.push({ word, level: sign, negated: false, left: undefined, middle: undefined });
      this.#at += 1;
    } else if (word === 'case') this.#open('case', 1);
    else if (word === 'exists' && this.#word(1) === '(') this.#open('exists', 2);
    else if (word === 'cast' && this.#word(1) === '(') this.#open('cast', 2);
    else if (lexeme?.name !== undefined && this.#word(1) === '(')
      this.#open(frame.clause === 'tables' ? 'ignored' : 'call', 2);
    else this.#readName(lexeme);
  }

  #readName(lexeme: Lexeme | undefined): void {
    this.#at += 1;
    // The * of count(*) is not an argument.
    if (lexeme?.word === '*' && this.#frame.purpose === 'call') return;
    const isName = lexeme?.name !== undefined && lexeme.kind !== 'string' && lexeme.word !== 'null';
    let operand = isName ? column : leaf;
    if (/^(?:0x)?0+$/.test(lexeme?.word ?? '')) operand = zero;
    while (this.#word() === '.') {
      operand = nodeOver(operand, column);
      this.#at += 2;
    }
    this.#setOperand(operand);
  }

  #skip(words: readonly string[]): void {
    for (const word of words) if (this.#word() === word) this.#at += 1;
  }

  #open(purpose: Purpose, lexemes: number): void {
    const isTable = this.#frame.clause === 'tables';
    this.#at += lexemes;
    this.#frames.push(newFrame(purpose, isTable));
  }

  #close(): void {
    this.#endExpression();
    const closed = this.#frame;
    this.#frames.pop();
    const outer = this.#frame;
    const left = this.#left.get(closed);
    this.#left.delete(closed);
    if (closed.purpose === 'ignored' || closed.isTable) {
      // It is not a part of the outer expression, except for the subqueries in it.
      outer.operand ??= closed.isTable
        ? { ...leaf, height: 0, nestedHeight: maxTotalHeightIn(closed) }
        : leaf;
      return;
    }
    const node = frameNode(closed, left?.operand);
    const isNegated = left?.negated === true && closed.items.length > 0;
    this.#setOperand(isNegated ? nodeOver(node) : node);
  }

  /** Turns the pending operators that bind at least this tightly into nodes. */
  #reduce(level: number): void {
    const { pending } = this.#frame;
    for (let last = pending.at(-1); last !== undefined && last.level >= level; last = pending.at(-1)) {
      const right = this.#frame.operand;
      // A BETWEEN without its lower bound takes the next AND.
      const waits = last.word === 'between' && last.middle === undefined && level === precedenceOf('and');
      if (right === undefined || waits) return;
      pending.pop();
      this.#setOperand(operatorNode(last, right));
    }
  }

  #setOperand(operand: Operand): void {
    this.#frame.operand = operand;
    this.#checkHeight(operand);
  }

  #checkHeight({ height }: Operand): void {
    if (height > this.#maxHeight) this.#tooHighAt ??= this.#lexemes[this.#at - 1]?.end;
  }

  /** Completes the expression that is being read. */
  #endExpression(): void {
    this.#reduce(0);
    const frame = this.#frame;
    const { operand, clause, isSelect } = frame;
    frame.pending.length = 0;
    frame.operand = undefined;
    if (operand === undefined) return;
    this.#maxTotalHeight = Math.max(this.#maxTotalHeight, totalHeight(operand));
    const whole = clause === 'limit' ? nodeOver(operand) : operand;
    this.#checkHeight(whole);
    const isCounted = clause !== 'tables' && clause !== 'uncounted';
    const nestedHeight = isSelect ? totalHeight(whole) : whole.nestedHeight;
    frame.items.push(isCounted ? whole : { ...whole, height: 0, nestedHeight });
  }
}

function maxTotalHeightIn({ items }: Frame): number {
  return Math.max(0, ...items.map(totalHeight));
}
