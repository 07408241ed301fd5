// Turns what fetch() throws into a RoostError. A request may have run only if there was a connection.

import { messageOf, type RoostError } from '@roostjs/internal-errors';
import type { ApiErrors } from './api-errors.ts';
import { proxyFailed } from './errors.ts';
import type { Redact } from './redact.ts';

// Codes of Node's TLS for a certificate that it rejects; it then sends nothing.
const certificateCode = /^(?:CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_CERT_)/;

// undici's message if a proxy did not connect; nothing was sent through it.
const refusedTunnel = /^Proxy response \((\d+)\) !== 200/;

/** The host, and the variable that names the proxy, if there is one. */
type Route = {
  readonly host: string;
  readonly proxy: string | undefined;
  readonly errors: Pick<ApiErrors, 'unreachable' | 'answerLost'>;
};

/** Only keeps the message of what was thrown, which may contain the request. */
export function transportFailure(
  thrown: unknown,
  { host, proxy, errors }: Route,
  redact: Redact,
): RoostError {
  const causes = causesOf(thrown);
  const reason = redact(reasonIn(causes));
  const status = refusedTunnel.exec(reason)?.[1];
  if (proxy !== undefined && status !== undefined)
    return proxyFailed(host, proxy, `it answered with status ${status}`);
  return causes.some(neverConnected) ? errors.unreachable(host, reason) : errors.answerLost(host, reason);
}

/** The thrown value and its causes; of an AggregateError, the first error. A chain may contain itself. */
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
  // fetch() itself refuses the ports of other services (https://fetch.spec.whatwg.org/#port-blocking).
  if (cause.message === 'bad port') return true;
  const { code, syscall } = cause as Error & { readonly code?: unknown; readonly syscall?: unknown };
  if (syscall === 'connect' || syscall === 'getaddrinfo') return true;
  return code === 'UND_ERR_CONNECT_TIMEOUT' || (typeof code === 'string' && certificateCode.test(code));
}

// The outermost error only says "fetch failed".
function reasonIn(causes: readonly unknown[]): string {
  return messageOf(causes.findLast((cause) => messageOf(cause) !== '') ?? 'no reason was given');
}
