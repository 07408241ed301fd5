// The one shape of a Roost failure, shared by the packages at build time. Each package bundles its own copy
// of this class, so an error is recognised by its brand and code, never by `instanceof`.

export { inline, isPlain, printable, shellWord } from './printable.ts';

const brand = Symbol.for('roost.error');

/** What a Roost failure says, besides its stack. */
export type RoostFailure = {
  /** Stable, `NAMESPACE.SUBCODE`; docs/errors.md has an entry for each. */
  readonly code: string;
  /** One sentence that says what happened, with the names in it. */
  readonly message: string;
  /** One thing to do next. */
  readonly hint: string;
  /** Plain data for programs; the keys belong to the code. */
  readonly details?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
};

/** A failure with a stable code. `toJSON()` leaves out the stack and reduces the cause to its code and message. */
export class RoostError extends Error {
  readonly code: string;
  readonly hint: string;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(failure: RoostFailure) {
    super(failure.message, failure.cause === undefined ? undefined : { cause: failure.cause });
    this.code = failure.code;
    this.hint = failure.hint;
    this.details = failure.details ?? {};
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

/** Whether a value is a Roost failure, whichever copy of the class made it. */
export function isRoostError(value: unknown): value is RoostError {
  return typeof value === 'object' && value !== null && brand in value;
}

/** What a thrown value says: its message, or itself as text where it is not an error. Throws nothing. */
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

// A thrown value may be anything: a getter, toJSON() or toString() of its own can throw, or give no text.
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
