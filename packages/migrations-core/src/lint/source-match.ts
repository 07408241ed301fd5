// Compares a statement with the text of a file from one place on: literally as in SQL, or as JavaScript reads a
// string, with its escapes, concatenations and interpolations.

/** `raw`: every character is read as itself. `string`: a backslash begins an escape. */
export type Reading = 'raw' | 'string';

export type SourceMatch = {
  /** For each character of the statement, its place in the file; for one that is interpolated, that of its expression. */
  readonly places: readonly number[];
  /** How many characters are in the file itself, and not interpolated. */
  readonly literal: number;
};

/** How many more characters may be compared: with expressions in a long text, there could be too many. */
export type Budget = { left: number };

/** undefined if the text at `start` is not the whole statement, or if the budget is spent. */
export function matchAt(
  text: string,
  start: number,
  sql: string,
  reading: Reading,
  budget: Budget,
): SourceMatch | undefined {
  return new Matching(text, sql, reading).from(start, budget);
}

/** An expression, and which of the statement's characters it is read as. */
type Gap = {
  readonly at: number;
  /** Where the text continues, and whether a string does. */
  readonly next: number;
  readonly isInString: boolean;
  readonly from: number;
  length: number;
  /** How many characters earlier expressions are read as. */
  readonly before: number;
};

class Matching {
  readonly #text: string;
  readonly #sql: string;
  readonly #reading: Reading;
  /** By the index in the statement. */
  readonly #places: number[] = [];
  #gap: Gap | undefined;

  constructor(text: string, sql: string, reading: Reading) {
    this.#text = text;
    this.#sql = sql;
    this.#reading = reading;
  }

  from(start: number, budget: Budget): SourceMatch | undefined {
    let at: number | undefined = start;
    for (; at !== undefined && budget.left > 0; budget.left -= 1) {
      if (this.#places.length === this.#sql.length && this.#isEnd(at))
        return { places: this.#places, literal: this.#sql.length - interpolatedBy(this.#gap) };
      at = this.#step(at) ?? this.#widenGap();
    }
    return undefined;
  }

  /** Whether a string or a statement ends here. */
  #isEnd(at: number): boolean {
    const isInCode = this.#gap?.next === at && !this.#gap.isInString;
    return matchedAt(isInCode ? codeEnds : stringEnds, this.#text, at) !== undefined;
  }

  /** Where the text continues after what is here; undefined if it is not what the statement has next. */
  #step(at: number): number | undefined {
    const unit = this.#unitAt(at);
    if (unit === undefined) return undefined;
    const [{ characters, length }, index] = [unit, this.#places.length];
    if (isSpace(characters) && isSpace(this.#sql[index])) return this.#skipSpace(at);
    if (this.#sql.startsWith(characters, index)) {
      for (const _ of characters.split('')) this.#places.push(at);
      return at + length;
    }
    const joint = this.#reading === 'raw' ? undefined : matchedAt(joints, this.#text, at);
    if (joint === undefined) return this.#openGap(at);
    return joint.includes(',') ? this.#skipSpace(at + joint.length) : at + joint.length;
  }

  /** Where the text continues after an expression that begins here. */
  #openGap(at: number): number | undefined {
    if (this.#reading === 'raw') return undefined;
    const isInterpolated = this.#text.startsWith('${', at);
    const concatenated = matchedAt(concatenations, this.#text, at);
    if (!isInterpolated && concatenated === undefined) return undefined;
    const next = isInterpolated ? afterBraces(this.#text, at + 2) : at + (concatenated?.length ?? 0);
    const isInString = isInterpolated || /['"`]$/.test(concatenated ?? '');
    const before = interpolatedBy(this.#gap);
    this.#gap = { at, next, isInString, from: this.#places.length, length: 0, before };
    return next;
  }

  /** Reads the last expression as more of the statement, and continues after it. */
  #widenGap(): number | undefined {
    const gap = this.#gap;
    const end = gap === undefined ? undefined : this.#nextEnd(gap);
    if (gap === undefined || end === undefined) return undefined;
    this.#places.length = gap.from + gap.length;
    while (this.#places.length < end) this.#places.push(gap.at);
    gap.length = end - gap.from;
    return gap.next;
  }

  /** The next index in the statement at which what follows the expression could be. */
  #nextEnd({ from, length, next }: Gap): number | undefined {
    const following = this.#unitAt(next)?.characters ?? '';
    const least = from + length + 1;
    if (least > this.#sql.length) return undefined;
    // Something else than itself may be meant by these.
    const isSearched = !/^[\s$]?$/.test(following) && matchedAt(joints, this.#text, next) === undefined;
    if (!isSearched || matchedAt(concatenations, this.#text, next) !== undefined) return least;
    const found = this.#sql.indexOf(following, least);
    if (found !== -1) return found;
    return this.#isEnd(next) ? this.#sql.length : undefined;
  }

  // A line may end in another way in the file, and an indentation may have been removed.
  #skipSpace(start: number): number {
    this.#skipWantedSpace(start);
    let at = start;
    for (let unit = this.#unitAt(at); isSpace(unit?.characters); unit = this.#unitAt(at))
      at += unit?.length ?? 0;
    return at;
  }

  #skipWantedSpace(at: number): void {
    while (isSpace(this.#sql[this.#places.length])) this.#places.push(at);
  }

  /** What the text has here: a character, or those of an escape. */
  #unitAt(at: number): { readonly characters: string; readonly length: number } | undefined {
    const character = this.#text[at];
    if (character === undefined) return undefined;
    const written = this.#reading === 'raw' ? undefined : matchedAt(escapes, this.#text, at);
    return {
      characters: written === undefined ? character : unescaped(written),
      length: written?.length ?? 1,
    };
  }
}

function interpolatedBy(gap: Gap | undefined): number {
  return gap === undefined ? 0 : gap.before + gap.length;
}

const stringEnds = /\s*(?:$|['"`;]|--|\/\*)/y;
const codeEnds = /\s*[;,)\]]/y;

const escapes = /\\(?:u\{[\da-f]{1,6}\}|u[\da-f]{4}|x[\da-f]{2}|\r\n|[\s\S])/iy;

const simpleEscapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  v: '\v',
  0: '\0',
};

/** Nothing for an escaped line end. */
function unescaped(written: string): string {
  const body = written.slice(1);
  const digits = /^[ux]\{?([\da-f]+)\}?$/i.exec(body)?.[1];
  const code = digits === undefined ? undefined : Number.parseInt(digits, 16);
  if (code !== undefined && code <= 0x10ffff) return String.fromCodePoint(code);
  return /^[\r\n]/.test(body) ? '' : (simpleEscapes[body] ?? body);
}

// 'CREATE ' + 'TABLE', or ['CREATE', 'TABLE'].join(' ').
const joints = /(?:['"`])\s*[+,]\s*(?:['"`])/y;

// 'CREATE TABLE ' + name + ' (id)', or at the end 'DROP TABLE ' + name.
const concatenations = /['"`]\s*\+\s*[\w$.[\]]+(?:\([^()]*\))?(?:\s*\+\s*['"`])?/y;

function matchedAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

function afterBraces(text: string, start: number): number {
  let depth = 1;
  let at = start;
  for (; at < text.length && depth > 0; at += 1) {
    if (text[at] === '{') depth += 1;
    if (text[at] === '}') depth -= 1;
  }
  return at;
}

function isSpace(characters: string | undefined): boolean {
  return characters !== undefined && characters !== '' && characters.trim() === '';
}
