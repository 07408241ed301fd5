// Faults as data: which requests go wrong, how, and how often. Carrying them out is in misbehave.ts.

import type { RecordedRequest } from './record.ts';

/** What goes wrong. "It ran" means that the request was carried out and committed. */
export type Fault =
  /** The connection is cut before anything ran. */
  | { readonly what: 'drop-before' }
  /** The connection is cut while the request is still being sent; nothing ran. */
  | { readonly what: 'drop-mid-request' }
  /** It ran, then the connection is cut without an answer. */
  | { readonly what: 'drop-after' }
  /** It ran, and is answered by nothing until `cutHeld()`; then the connection is cut. */
  | { readonly what: 'hold-and-cut' }
  /** An error's status; nothing ran. */
  | { readonly what: 'status-before'; readonly status: ErrorStatus; readonly retryAfter?: number | string }
  /** It ran, then comes an error's status. */
  | { readonly what: 'status-after'; readonly status: ErrorStatus; readonly retryAfter?: number | string }
  /** It runs only after this time, also if the client has gone by then. */
  | { readonly what: 'slow'; readonly ms: number }
  /** It ran, then half of the answer's JSON comes as if it were all. */
  | { readonly what: 'malformed-json' }
  /** It ran, then comes the beginning of an answer and rows without end. */
  | { readonly what: 'endless-body' }
  /** It ran, then comes the same compressed, a thousandth of what it inflates to. */
  | { readonly what: 'gzip-bomb' }
  /** It ran, then the answer comes a byte at a time, so many milliseconds apart. */
  | { readonly what: 'dripping-body'; readonly ms: number }
  /** A proxy's page with status 502; nothing ran. */
  | { readonly what: 'html' }
  /** As if the token were unknown. */
  | { readonly what: 'wrong-token' }
  /** As if the token had no permission for this. */
  | { readonly what: 'no-permission' };

/** `retryAfter` is the header as it is sent. */
type ErrorStatus = 429 | 500 | 502 | 503 | 504;

/** Which requests are meant: those that fit everything that is given. */
export type RequestPattern = {
  readonly method?: string;
  /** The end of the path, or an expression for it. */
  readonly path?: string | RegExp;
  /** A request without a body never fits. Not with `drop-mid-request`, which is over before there is one. */
  readonly body?: (body: unknown) => boolean;
  /** The first of the fitting requests to go wrong, counted from 1 since the rule was set. */
  readonly ordinal?: number;
};

/** A fault, and what it hits: by default the next request, once. */
export type FaultRule = Fault & {
  readonly when?: RequestPattern;
  readonly times?: number | 'always';
};

type Counted = { readonly rule: FaultRule; seen: number; done: number };

/** The rules in force. Of several that fit a request, the one set first is taken. */
export class Faults {
  #rules: Counted[] = [];

  add(rule: FaultRule): void {
    if (rule.what === 'drop-mid-request' && rule.when?.body !== undefined) {
      throw new Error('drop-mid-request cannot depend on the body: it is cut before the body is read');
    }
    this.#rules.push({ rule, seen: 0, done: 0 });
  }

  clear(): void {
    this.#rules = [];
  }

  /** Asked with the head of a request alone. */
  takeBeforeBody(request: RecordedRequest): boolean {
    return this.#take(request, (rule) => rule.what === 'drop-mid-request') !== undefined;
  }

  /** Asked with the whole request. */
  take(request: RecordedRequest): Fault | undefined {
    return this.#take(request, (rule) => rule.what !== 'drop-mid-request');
  }

  #take(request: RecordedRequest, isMeant: (rule: FaultRule) => boolean): Fault | undefined {
    let taken: Fault | undefined;
    for (const counted of this.#rules) {
      const { rule } = counted;
      if (!isMeant(rule) || !fits(request, rule.when)) continue;
      counted.seen += 1;
      if (taken !== undefined || counted.seen < (rule.when?.ordinal ?? 1)) continue;
      if (rule.times !== 'always' && counted.done >= (rule.times ?? 1)) continue;
      counted.done += 1;
      taken = rule;
    }
    return taken;
  }
}

function fits(request: RecordedRequest, { method, path, body }: RequestPattern = {}): boolean {
  if (method !== undefined && request.method !== method) return false;
  if (typeof path === 'string' && !request.path.endsWith(path)) return false;
  if (path instanceof RegExp && request.path.search(path) === -1) return false;
  return body === undefined || (request.body !== undefined && body(request.body));
}
