// What fetch() throws, in our words: whether there was a connection at all decides whether the request can have run.

import { messageOf, type RoostError } from '@roostjs/internal-errors';
import { answerLost, unreachable } from './errors.ts';
import type { Redact } from './redact.ts';

// Codes of Node's TLS for a certificate that it does not take: it then sends nothing.
const certificateCode = /^(?:CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_CERT_)/;

/** Nothing of what was thrown is kept but its words: it may hold the request. */
export function transportFailure(thrown: unknown, host: string, redact: Redact): RoostError {
  const causes = causesOf(thrown);
  const reason = redact(reasonIn(causes));
  return causes.some(neverConnected) ? unreachable(host, reason) : answerLost(host, reason);
}

/** The thrown value and what lies behind it; of several attempts to connect the first. */
function causesOf(thrown: unknown): readonly unknown[] {
  if (thrown instanceof AggregateError && thrown.errors.length > 0)
    return [thrown, ...causesOf(thrown.errors[0])];
  return thrown instanceof Error && thrown.cause !== undefined
    ? [thrown, ...causesOf(thrown.cause)]
    : [thrown];
}

function neverConnected(cause: unknown): boolean {
  if (!(cause instanceof Error)) return false;
  const { code, syscall } = cause as Error & { readonly code?: unknown; readonly syscall?: unknown };
  if (syscall === 'connect' || syscall === 'getaddrinfo') return true;
  return code === 'UND_ERR_CONNECT_TIMEOUT' || (typeof code === 'string' && certificateCode.test(code));
}

// The outermost one only says "fetch failed".
function reasonIn(causes: readonly unknown[]): string {
  return messageOf(causes.findLast((cause) => messageOf(cause) !== '') ?? 'no reason was given');
}
