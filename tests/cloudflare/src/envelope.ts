// What is sent back: Cloudflare's envelope around results and errors. It decides nothing about what they are.

/** One answer, ready to be sent. */
export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** One entry of an envelope's `errors`. */
export type ResponseInfo = {
  readonly code: number;
  readonly message: string;
  readonly error_chain?: readonly ResponseInfo[];
};

export const jsonHeaders: Readonly<Record<string, string>> = { 'content-type': 'application/json' };

/** The answer of a request that succeeded. */
export function success(result: unknown, more: Readonly<Record<string, unknown>> = {}): Answer {
  return json(200, { result, success: true, errors: [], messages: [], ...more });
}

/** The answer of a request for a list: all of it is one page. */
export function listed(result: readonly unknown[]): Answer {
  const count = result.length;
  return success(result, {
    result_info: { page: 1, per_page: 100, count, total_count: count, total_pages: 1 },
  });
}

/** The answer of a request that failed. */
export function failure(status: number, error: ResponseInfo, headers: Record<string, string> = {}): Answer {
  const answer = json(status, { result: null, success: false, errors: [error], messages: [] });
  return { ...answer, headers: { ...answer.headers, ...headers } };
}

function json(status: number, body: unknown): Answer {
  return { status, headers: jsonHeaders, body: JSON.stringify(body) };
}
