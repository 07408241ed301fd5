// The one shape of a Roost failure, shared by the packages at build time. Each package bundles its own copy
// of this class, so an error is recognised by its brand and code, never by `instanceof`.

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

/** What a thrown value says: its message, or itself as text where it is not an error. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

function causeToJSON(cause: unknown): Record<string, unknown> {
  const message = messageOf(cause);
  return isRoostError(cause) ? { code: cause.code, message, hint: cause.hint } : { message };
}
