// Interprets a reply: the API's result, or why there is none. Pure.

import type { RoostError } from '@roostjs/internal-errors';
import type { SqlFailure } from '../d1/errors.ts';
import { parseEnvelope } from './envelope.ts';
import { answerTooLong, answerUnreadable, insightsForbidden, type Refusal } from './errors.ts';
import { parseGraphqlEnvelope } from './graphql-envelope.ts';
import type { Redact } from './redact.ts';
import { failureFor, isTransient, isTransientStatus, neverRan } from './refusals.ts';

/** What is asked in with POST. */
export type Language = 'sql' | 'graphql';

export type Reply = {
  readonly status: number;
  readonly contentType: string;
  /** How long the API asks to wait, if it does. */
  readonly retryAfterMs: number | undefined;
  /** undefined if it is longer than an answer can be; it was then not read to its end. */
  readonly text: string | undefined;
  /** What the request asked in; undefined if it had no body. */
  readonly language: Language | undefined;
};

/** The failure for an answer with an unexpected result. */
export type UnreadableAnswer = (problem: string) => RoostError;

export type ApiAnswer =
  | { readonly kind: 'answered'; readonly result: unknown; readonly unreadable: UnreadableAnswer }
  | {
      readonly kind: 'failed';
      readonly reason: RoostError | SqlFailure;
      /** Which requests may be sent again: none, those that only read, or all, since the request has not run. */
      readonly repeatable: 'never' | 'reads' | 'always';
      readonly retryAfterMs: number | undefined;
    };

export function interpretReply(reply: Reply, maxAnswerBytes: number, redact: Redact): ApiAnswer {
  const { status, contentType, retryAfterMs } = reply;
  // The error contains nothing of its text, which may be rows or a secret.
  const unreadable: UnreadableAnswer = (problem) =>
    answerUnreadable({ status, contentType: redact(contentType), problem });
  if (reply.text === undefined)
    return {
      kind: 'failed',
      reason: answerTooLong(status, maxAnswerBytes),
      repeatable: 'never',
      retryAfterMs,
    };
  const envelope =
    reply.language === 'graphql' ? parseGraphqlEnvelope(reply.text) : parseEnvelope(reply.text);
  if (envelope.kind === 'refusal') {
    const refusal = { status, code: envelope.code, message: redact(envelope.message) };
    const reason = failureOf(refusal, reply, envelope.isForbidden);
    const repeatable = neverRan(refusal) ? 'always' : isTransient(refusal) ? 'reads' : 'never';
    return { kind: 'failed', reason, repeatable, retryAfterMs };
  }
  if (envelope.kind === 'success' && status >= 200 && status < 300) {
    return { kind: 'answered', result: envelope.result, unreadable };
  }
  const reason = unreadable(
    envelope.kind === 'other' ? envelope.problem : 'its status contradicts its "success"',
  );
  // Invalid JSON with the content type of JSON was cut off on its way; another content type is from another server.
  const cutOff = envelope.kind === 'other' && !envelope.isJson && contentType.includes('json');
  const repeatable = cutOff || isTransientStatus(status) ? 'reads' : 'never';
  return { kind: 'failed', reason, repeatable, retryAfterMs };
}

function failureOf(
  refusal: Refusal,
  { retryAfterMs, language }: Reply,
  isForbidden: boolean,
): RoostError | SqlFailure {
  const reason = failureFor(refusal, retryAfterMs, language === 'sql');
  if (language !== 'graphql') return reason;
  return isForbidden || ('code' in reason && reason.code === 'REMOTE.FORBIDDEN')
    ? insightsForbidden(refusal)
    : reason;
}
