// What a reply says that has arrived whole: the API's result, or why there is none. It sends nothing.

import type { RoostError } from '@roostjs/internal-errors';
import type { SqlFailure } from '../d1/errors.ts';
import { envelopeIn } from './envelope.ts';
import { answerUnreadable } from './errors.ts';
import type { Redact } from './redact.ts';
import { isTransient, isTransientStatus, reasonOf } from './refusals.ts';

export type Reply = {
  readonly status: number;
  readonly contentType: string;
  /** How long the API wants to be left alone, where it says so. */
  readonly retryAfterMs: number | undefined;
  readonly text: string;
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
      /** Whether a read may be sent again. */
      readonly transient: boolean;
      readonly retryAfterMs: number | undefined;
    };

const longestBeginning = 120;

export function answerIn(reply: Reply, redact: Redact): ApiAnswer {
  const { status, contentType, retryAfterMs } = reply;
  const unreadable: UnreadableAnswer = (problem) => unreadableReply(reply, redact, problem);
  const envelope = envelopeIn(reply.text);
  if (envelope.kind === 'refusal') {
    const refusal = { status, code: envelope.code, message: redact(envelope.message) };
    const reason = reasonOf(refusal, retryAfterMs, reply.toSql);
    return { kind: 'failed', reason, transient: isTransient(refusal), retryAfterMs };
  }
  if (envelope.kind === 'success' && status >= 200 && status < 300) {
    return { kind: 'answered', result: envelope.result, unreadable };
  }
  const reason = unreadable(envelope.kind === 'other' ? envelope.problem : 'it calls itself a success');
  // What calls itself JSON and is not has been cut off on its way; a page comes from somebody else.
  const cutOff = envelope.kind === 'other' && !envelope.isJson && contentType.includes('json');
  return { kind: 'failed', reason, transient: cutOff || isTransientStatus(status), retryAfterMs };
}

function unreadableReply({ status, contentType, text }: Reply, redact: Redact, problem: string): RoostError {
  // Before it is cut, lest a part of a secret stay.
  const beginning = beginningOf(redact(text));
  return answerUnreadable({ status, contentType: redact(contentType), problem, beginning });
}

function beginningOf(text: string): string {
  const words = text.replace(/\s+/g, ' ').trim();
  return words.length > longestBeginning ? `${words.slice(0, longestBeginning)}…` : words;
}
