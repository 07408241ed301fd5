// Interprets a reply: the API's result, or why there is none. Pure.

import type { RoostError } from '@roostjs/internal-errors';
import type { SqlFailure } from '../d1/errors.ts';
import type { ApiErrors, Language, Repeatable } from './api-errors.ts';
import { parseEnvelope } from './envelope.ts';
import { parseGraphqlEnvelope } from './graphql-envelope.ts';
import type { Redact } from './redact.ts';
import { isTransientStatus } from './refusals.ts';

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
      readonly repeatable: Repeatable;
      readonly retryAfterMs: number | undefined;
    };

/** `maxAnswerBytes`: how long an answer can be. */
type Reading = { readonly maxAnswerBytes: number; readonly errors: ApiErrors };

export function interpretReply(reply: Reply, { maxAnswerBytes, errors }: Reading, redact: Redact): ApiAnswer {
  const { status, contentType, retryAfterMs } = reply;
  // The error contains nothing of its text, which may be rows or a secret.
  const unreadable: UnreadableAnswer = (problem) =>
    errors.answerUnreadable({ status, contentType: redact(contentType), problem });
  if (reply.text === undefined)
    return {
      kind: 'failed',
      reason: errors.answerTooLong(status, maxAnswerBytes),
      repeatable: 'never',
      retryAfterMs,
    };
  const envelope =
    reply.language === 'graphql' ? parseGraphqlEnvelope(reply.text) : parseEnvelope(reply.text);
  if (envelope.kind === 'refusal') {
    const refusal = { status, code: envelope.code, message: redact(envelope.message) };
    const { isForbidden } = envelope;
    const reason = errors.failureFor(refusal, { retryAfterMs, language: reply.language, isForbidden });
    return { kind: 'failed', reason, repeatable: errors.repeatable(refusal), retryAfterMs };
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
