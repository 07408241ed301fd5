// The error class of all Roost packages. Each package bundles its own copy of it, so code recognises an error by its
// brand and code, never by `instanceof`.

export { inline, isPlain, printable, shellWord } from './printable.ts';

const brand = Symbol.for('roost.error');

/** Plain data for programs; its keys depend on the code. */
export type ErrorDetails = Readonly<Record<string, unknown>>;

/** The details of an error that says everything in its message. */
export type NoDetails = Readonly<Record<never, never>>;

/** The content of a Roost error. */
export type RoostFailure<Code extends string = string, Details extends object = ErrorDetails> = {
  /** Stable, `NAMESPACE.SUBCODE`; docs/reference/errors.md has an entry for each. */
  readonly code: Code;
  /** One sentence that says what happened, names included. */
  readonly message: string;
  /** What to do next. */
  readonly hint: string;
  readonly details?: Details;
  readonly cause?: unknown;
};

/** An error with a stable code. `toJSON()` omits the stack and reduces the cause to its code, message and hint. */
export class RoostError<Code extends string = string, Details extends object = ErrorDetails> extends Error {
  readonly code: Code;
  readonly hint: string;
  readonly details: Details;

  constructor(failure: RoostFailure<Code, Details>) {
    super(failure.message, failure.cause === undefined ? undefined : { cause: failure.cause });
    this.code = failure.code;
    this.hint = failure.hint;
    this.details = failure.details ?? ({} as Details);
    Object.defineProperty(this, brand, { value: true });
  }

  override get name(): string {
    return 'RoostError';
  }

  toJSON(): Record<string, unknown> {
    const { code, message, hint, details, cause } = this;
    return { code, message, hint, details, ...(cause === undefined ? {} : { cause: causeToJSON(cause) }) };
  }
}

/** Whether a value is a RoostError of any copy of the class. */
export function isRoostError(value: unknown): value is RoostError {
  return typeof value === 'object' && value !== null && brand in value;
}

/** The message of a thrown value or, if it is not an error, the value as text. Never throws. */
export function messageOf(thrown: unknown): string {
  for (const textOf of [messageIn, jsonOf, String]) {
    const text = attempt(textOf, thrown);
    if (text !== undefined) return text;
  }
  return 'a value that cannot be shown';
}

function messageIn(thrown: unknown): unknown {
  return thrown instanceof Error ? thrown.message : undefined;
}

function jsonOf(thrown: unknown): unknown {
  return typeof thrown === 'object' ? JSON.stringify(thrown) : undefined;
}

// A thrown value may be anything: its getters, toJSON() or toString() can throw, or return something other than a
// string.
function attempt(textOf: (thrown: unknown) => unknown, thrown: unknown): string | undefined {
  try {
    const text = textOf(thrown);
    return typeof text === 'string' ? text : undefined;
  } catch {
    return undefined;
  }
}

function causeToJSON(cause: unknown): Record<string, unknown> {
  const message = messageOf(cause);
  return isRoostError(cause) ? { code: cause.code, message, hint: cause.hint } : { message };
}
