// What fetch() throws, in our words: whether there was a connection at all decides whether the request can have run.

import { messageOf, type RoostError } from '@roostjs/internal-errors';
import { answerLost, proxyFailed, unreachable } from './errors.ts';
import type { Redact } from './redact.ts';

// Codes of Node's TLS for a certificate that it does not take: it then sends nothing.
const certificateCode = /^(?:CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_CERT_)/;

// How undici says that a proxy has not made a connection: nothing was sent through it.
const refusedTunnel = /^Proxy response \((\d+)\) !== 200/;

/** To whom, and the variable that names the proxy in between. */
type Route = { readonly host: string; readonly proxy: string | undefined };

/** Nothing of what was thrown is kept but its words: it may hold the request. */
export function transportFailure(thrown: unknown, { host, proxy }: Route, redact: Redact): RoostError {
  const causes = causesOf(thrown);
  const reason = redact(reasonIn(causes));
  const status = refusedTunnel.exec(reason)?.[1];
  if (proxy !== undefined && status !== undefined)
    return proxyFailed(host, proxy, `it answers with status ${status}`);
  return causes.some(neverConnected) ? unreachable(host, reason) : answerLost(host, reason);
}

/** The thrown value and what lies behind it; of several attempts to connect the first. A chain may end in itself. */
function causesOf(thrown: unknown): readonly unknown[] {
  const causes = new Set<unknown>();
  for (let cause = thrown; cause !== undefined && !causes.has(cause); cause = causeOf(cause))
    causes.add(cause);
  return [...causes];
}

function causeOf(thrown: unknown): unknown {
  if (thrown instanceof AggregateError && thrown.errors.length > 0) return thrown.errors[0];
  return thrown instanceof Error ? thrown.cause : undefined;
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
