// What an API's refusals mean and how its failures are worded, which differs between Cloudflare and a local server.

import type { RoostError } from '@roostjs/internal-errors';
import type { SqlFailure } from '../d1/errors.ts';
import type { Refusal, Unreadable } from './errors.ts';

/** Which requests may be sent again: none, those that only read, or all, since the request has not run. */
export type Repeatable = 'never' | 'reads' | 'always';

/** What is asked in with POST. */
export type Language = 'sql' | 'graphql';

/** What was refused. */
export type Refused = {
  readonly retryAfterMs: number | undefined;
  readonly language: Language | undefined;
  /** Whether the answer says that the login lacks a permission, which its status does not say. */
  readonly isForbidden: boolean;
};

export type ApiErrors = {
  /** A SqlFailure only if the request had SQL. */
  readonly failureFor: (refusal: Refusal, refused: Refused) => RoostError | SqlFailure;
  readonly repeatable: (refusal: Refusal) => Repeatable;
  readonly unreachable: (host: string, reason: string) => RoostError;
  readonly answerLost: (host: string, reason: string) => RoostError;
  readonly answerUnreadable: (answer: Unreadable) => RoostError;
  readonly answerTooLong: (status: number, longest: number) => RoostError;
};
