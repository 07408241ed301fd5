// What a reply says: the API's result, or why there is none. It sends nothing.

import type { RoostError } from '@roostjs/internal-errors';
import type { SqlFailure } from '../d1/errors.ts';
import { envelopeIn } from './envelope.ts';
import { answerTooLong, answerUnreadable } from './errors.ts';
import type { Redact } from './redact.ts';
import { failureFor, isTransient, isTransientStatus, neverRan } from './refusals.ts';

export type Reply = {
  readonly status: number;
  readonly contentType: string;
  /** How long the API wants to be left alone, where it says so. */
  readonly retryAfterMs: number | undefined;
  /** undefined where it was longer than an answer can be, and was not read to its end. */
  readonly text: string | undefined;
  /** Whether this replies to SQL. */
  readonly toSql: boolean;
};

/** The failure of an answer that has a result, but another than was asked for. */
export type UnreadableAnswer = (problem: string) => RoostError;

export type ApiAnswer =
  | { readonly kind: 'answered'; readonly result: unknown; readonly unreadable: UnreadableAnswer }
  | {
      readonly kind: 'failed';
      readonly reason: RoostError | SqlFailure;
      /** Which requests may be sent again after it: those that only read, or all, since nothing has run. */
      readonly repeatable: 'never' | 'reads' | 'always';
      readonly retryAfterMs: number | undefined;
    };

export function answerIn(reply: Reply, maxAnswerBytes: number, redact: Redact): ApiAnswer {
  const { status, contentType, retryAfterMs } = reply;
  // Nothing of its text is told: it may be rows, or a secret.
  const unreadable: UnreadableAnswer = (problem) =>
    answerUnreadable({ status, contentType: redact(contentType), problem });
  if (reply.text === undefined)
    return {
      kind: 'failed',
      reason: answerTooLong(status, maxAnswerBytes),
      repeatable: 'never',
      retryAfterMs,
    };
  const envelope = envelopeIn(reply.text);
  if (envelope.kind === 'refusal') {
    const refusal = { status, code: envelope.code, message: redact(envelope.message) };
    const reason = failureFor(refusal, retryAfterMs, reply.toSql);
    const repeatable = neverRan(refusal) ? 'always' : isTransient(refusal) ? 'reads' : 'never';
    return { kind: 'failed', reason, repeatable, retryAfterMs };
  }
  if (envelope.kind === 'success' && status >= 200 && status < 300) {
    return { kind: 'answered', result: envelope.result, unreadable };
  }
  const reason = unreadable(envelope.kind === 'other' ? envelope.problem : 'it calls itself a success');
  // What calls itself JSON and is not has been cut off on its way; a page comes from somebody else.
  const cutOff = envelope.kind === 'other' && !envelope.isJson && contentType.includes('json');
  const repeatable = cutOff || isTransientStatus(status) ? 'reads' : 'never';
  return { kind: 'failed', reason, repeatable, retryAfterMs };
}
