// Every refusal of the API: status, code and words. They are Cloudflare's own where somebody published them.

import { type Answer, failure, type ResponseInfo } from './envelope.ts';

/** Thrown while a request is handled; becomes the answer. */
export class ApiError extends Error {
  readonly answer: Answer;

  constructor(status: number, error: ResponseInfo) {
    super(error.message);
    this.answer = failure(status, error);
  }
}

/** No credentials at all. */
export function missingCredentials(): ApiError {
  return new ApiError(400, {
    code: 9106,
    message: 'Missing X-Auth-Key, X-Auth-Email or Authorization headers',
  });
}

/** An Authorization header that cannot be that of a token. */
export function malformedToken(): ApiError {
  return new ApiError(400, {
    code: 6003,
    message: 'Invalid request headers',
    error_chain: [{ code: 6111, message: 'Invalid format for Authorization header' }],
  });
}

/** A well-formed token, or key and email, that Cloudflare does not know: what an account's services say of it. */
export function wrongCredentials(): ApiError {
  return new ApiError(401, { code: 10000, message: 'Authentication error' });
}

/** The same, from what is not below an account. */
export function unknownToken(): ApiError {
  return new ApiError(403, { code: 9109, message: 'Invalid access token' });
}

/** The same, from `/user/tokens/verify`. wrangler goes by the code. */
export function unverifiedToken(): ApiError {
  return new ApiError(401, { code: 1000, message: 'Invalid API Token' });
}

/** A token that Cloudflare knows and that may not do this. */
export function missingPermission(): ApiError {
  return new ApiError(403, { code: 10000, message: 'Authentication error' });
}

export function wrongAccount(): ApiError {
  const message = 'The given account is not valid or is not authorized to access this service';
  return new ApiError(403, { code: 7403, message });
}

export function noSuchDatabase(nameOrUuid: string): ApiError {
  return new ApiError(404, { code: 7404, message: `The database ${nameOrUuid} could not be found` });
}

export function noSuchWorker(): ApiError {
  return new ApiError(404, { code: 10007, message: 'This Worker does not exist on your account.' });
}

export function noSuchVersion(): ApiError {
  return new ApiError(404, { code: 10021, message: 'The requested Worker version could not be found.' });
}

export function noSuchRoute(): ApiError {
  return new ApiError(404, { code: 7000, message: 'No route for that URI' });
}

/** A request that D1 does not take, whatever the database holds. */
export function malformedRequest(why: string): ApiError {
  return new ApiError(400, { code: 7400, message: `The request is malformed: ${why}` });
}

/** SQL that failed; the message is the engine's, with SQLite's name of the error behind it. */
export function failedSql(message: string): ApiError {
  return new ApiError(400, { code: 7500, message });
}

/** What fails while it commits: the engine gives up on the whole request, and takes it back. */
export function failedCommit(message: string): ApiError {
  return new ApiError(500, { code: 7500, message });
}

/** What the real API does and this one does not. */
export function notHere(what: string): ApiError {
  return new ApiError(501, { code: 7501, message: `${what} is not supported here` });
}
