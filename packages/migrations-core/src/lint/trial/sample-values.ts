// The values of a sample row. Each differs from all others, so that it can be found wherever a migration puts it, and
// each has alternatives of the same type and length. Pure.
import { quotedText } from '@roostjs/internal-sql';
import type { Column } from '../trace/schema.ts';

/**
 * Values of one kind behave alike in an expression: a date function accepts dates and returns NULL for other texts.
 */
export type ValueKind =
  | 'text'
  | 'date'
  | 'json'
  | 'numeric text'
  | 'padded text'
  | 'long number'
  | 'integer'
  | 'large integer'
  | 'real'
  | 'flag'
  | 'blob'
  | 'given'
  | 'key'
  | 'null';

export type Value = {
  readonly kind: ValueKind;
  /** As an SQL literal, in the form that quote() returns. */
  readonly sql: string;
  /**
   * Alternatives of the same type and length, if there are any: one that differs as a whole, one only at the end, one
   * only at the beginning. NULL has none.
   */
  readonly others: readonly string[];
  /** Whether no other cell of the sample holds it, except keys that refer to it. */
  readonly isUnique: boolean;
  /** Whether keys of other rows may hold it as well. */
  readonly isReferred: boolean;
};

export const nothing: Value = { kind: 'null', sql: 'NULL', others: [], isUnique: false, isReferred: false };

export type Affinity = 'text' | 'integer' | 'real' | 'numeric' | 'none' | 'date' | 'flag' | 'json';

/**
 * How SQLite stores a column, and what its type usually means:
 * https://sqlite.org/datatype3.html#determination_of_column_affinity.
 */
export function affinityOf({ type }: Column): Affinity {
  if (/int/i.test(type)) return /bool/i.test(type) ? 'flag' : 'integer';
  if (/json/i.test(type)) return 'json';
  if (/char|clob|text/i.test(type)) return 'text';
  if (type === '' || /blob|any/i.test(type)) return 'none';
  if (/real|floa|doub/i.test(type)) return 'real';
  if (/bool/i.test(type)) return 'flag';
  return /date|time/i.test(type) ? 'date' : 'numeric';
}

/** Numbers the values of the whole sample. */
export class Values {
  #last = 0;

  /** A value of a kind that a column of this affinity holds; the kinds alternate from row to row. */
  next(affinity: Affinity, row: number): Value {
    this.#last += 1;
    const kinds = kindsOf[affinity];
    return ofKind(kinds[row % kinds.length] ?? 'text', this.#last, row);
  }

  ofKind(kind: ValueKind): Value {
    this.#last += 1;
    return ofKind(kind, this.#last, this.#last);
  }
}

const kindsOf: Readonly<Record<Affinity, readonly ValueKind[]>> = {
  text: ['text', 'text', 'date', 'text', 'numeric text', 'text', 'date', 'numeric text'],
  integer: ['integer'],
  real: ['real'],
  numeric: ['integer', 'real'],
  none: ['blob', 'text', 'integer'],
  date: ['date'],
  flag: ['flag'],
  json: ['json'],
};

const beginnings = ['Ada', 'Bob', 'Cid', 'Dee', 'Eli', 'Fay', 'Gil'];
const ends = ['Bell@m.io', 'Moss@q.eu', 'Reed@t.uk'];

function at(texts: readonly string[], number: number): string {
  return texts[number % texts.length] ?? '';
}

function ofKind(kind: ValueKind, number: number, row: number): Value {
  const unique = (sql: string, ...others: readonly string[]): Value => ({
    kind,
    sql,
    others,
    isUnique: true,
    isReferred: false,
  });
  const digits = String(number).padStart(4, '0');
  switch (kind) {
    case 'text': {
      // Beginnings and ends vary, so that no pattern matches all of them.
      const [first, other] = [at(beginnings, number), at(beginnings, number + 3)];
      const [last, end] = [at(ends, number), at(ends, number + 1)];
      return unique(
        `'${first}${digits} ${last}'`,
        `'${other}${digits} ${end}'`,
        `'${first}${digits} ${end}'`,
        `'${other}${digits} ${last}'`,
      );
    }
    case 'date': {
      const [year, other] = row % 4 === 2 ? ['1999', '1998'] : ['2099', '2098'];
      const time = `${digits.slice(0, 2)}:${digits.slice(2)}`.replace(/^(\d\d)/, (hour) =>
        String(Number(hour) % 24).padStart(2, '0'),
      );
      const day = String((number % 28) + 1).padStart(2, '0');
      return unique(
        `'${year}-03-${day} ${time}:07'`,
        `'${other}-04-${day} ${time}:08'`,
        `'${year}-03-${day} ${time}:08'`,
        `'${other}-03-${day} ${time}:07'`,
      );
    }
    case 'json':
      return unique(`'{"id":"Ada${digits}","n":${number}}'`, `'{"id":"Eve${digits}","n":${number}}'`);
    case 'numeric text':
      return unique(`'73${digits}1'`, `'84${digits}2'`, `'73${digits}2'`, `'84${digits}1'`);
    case 'padded text':
      // As a number it equals the text with one zero less.
      return unique(`'007${digits}'`, `'008${digits}'`, `'07${digits}'`);
    case 'long number':
      return unique(
        `'12345678901234${digits}001'`,
        `'98765678901234${digits}001'`,
        `'12345678901234${digits}002'`,
      );
    case 'integer':
      return integer(number, row);
    case 'large integer':
      return unique(`900719925474${digits}3`, `910719925474${digits}3`, `900719925474${digits}2`);
    case 'real':
      return unique(
        `${15000 + number * 3}.25`,
        `${95000 + number * 3}.75`,
        `${15000 + number * 3}.3125`,
        `${95000 + number * 3}.25`,
      );
    case 'blob':
      return unique(`X'CAFE${digits}01'`, `X'BEEF${digits}02'`);
    case 'flag':
      return { ...nothing, kind, sql: String(number % 2), others: [String((number + 1) % 2)] };
    default:
      return nothing;
  }
}

/** Like a time in seconds, like a future time in milliseconds, zero, or negative. */
function integer(number: number, row: number): Value {
  const unique = (value: number, other: number): Value => ({
    kind: 'integer',
    sql: String(value),
    others: [other, value + 1, other].map(String),
    isUnique: true,
    isReferred: false,
  });
  switch (row % 6) {
    case 2:
      return { ...nothing, kind: 'integer', sql: '0', others: ['8'] };
    case 3:
      return unique(4_100_000_000_000 + number * 1013, 4_200_000_000_000 + number * 1013);
    case 4:
      return unique(-700_000 - number, -800_000 - number);
    default:
      return unique(1_500_000_000 + number * 1013, 1_600_000_000 + number * 1013);
  }
}

/** A value that a CHECK or the migration names; undefined if the column would convert it. */
export function given(literal: string | number, affinity: Affinity): Value | undefined {
  const isText = affinity === 'text' || affinity === 'date' || affinity === 'json';
  if (typeof literal === 'number') {
    const sql = isText
      ? `'${literal}'`
      : affinity === 'real' && Number.isInteger(literal)
        ? `${literal}.0`
        : String(literal);
    // A condition may accept what is above the number, or below.
    const above = 1_700_000_000 + 2 * Math.round(Math.abs(literal)) + (literal < 0 ? 1 : 0);
    const others = isText ? [quotedText(similarText(String(literal)))] : [above, literal - 3].map(String);
    return { ...nothing, kind: 'given', sql, others };
  }
  const isNumeric = literal.trim() !== '' && !Number.isNaN(Number(literal));
  if (!isText && (isNumeric || affinity !== 'none')) return undefined;
  return { ...nothing, kind: 'given', sql: quotedText(literal), others: [quotedText(similarText(literal))] };
}

/** The same text in lower case. */
export function withOtherCase(value: Value): Value {
  if (value.kind !== 'text') return value;
  return { ...value, sql: value.sql.toLowerCase(), others: value.others.map((other) => other.toLowerCase()) };
}

/** Another text of the same length; different texts result in different ones. */
function similarText(text: string): string {
  const shifted = (character: string, first: string, count: number): string =>
    String.fromCharCode(((character.charCodeAt(0) - first.charCodeAt(0) + 5) % count) + first.charCodeAt(0));
  return text
    .replace(/[a-z]/g, (letter) => shifted(letter, 'a', 26))
    .replace(/[A-Z]/g, (letter) => shifted(letter, 'A', 26))
    .replace(/[0-9]/g, (digit) => shifted(digit, '0', 10));
}
