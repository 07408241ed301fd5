// The errors of a running `wrangler dev` that are not about the SQL. Each says whether the request may have run.

import { RoostError } from '@roostjs/internal-errors';
import { SqlFailure } from '../d1/errors.ts';
import type { ApiErrors } from '../remote/api-errors.ts';
import type { Refusal, RequestOutcome } from '../remote/errors.ts';

/** A database that the server has. */
export type ServedDatabase = { readonly name: string; readonly uuid: string };

export function databaseNotServed(
  host: string,
  databaseId: string,
  served: readonly ServedDatabase[],
): RoostError {
  const known = served.map(({ name, uuid }) => `${name} ('${uuid}')`).join(', ');
  return new RoostError({
    code: 'DEV.DATABASE_UNKNOWN',
    message: `The wrangler dev at '${host}' has no database with the id '${databaseId}', but ${known || 'none'}.`,
    hint: 'Give the address of the wrangler dev of this project, started for the same environment. Nothing was sent to a database.',
    details: { outcome: 'not-run', host, databaseId, served },
  });
}

// The explorer's code for an error of SQL, and that of workerd's own, such as a foreign key that is open at the end.
const sqlCodes: ReadonlySet<number | undefined> = new Set([10001, 10000]);

/** Those of the explorer of `wrangler dev` at that host. */
export function devErrors(host: string): ApiErrors {
  return {
    failureFor: (refusal, { language }) => {
      const { status, code, message } = refusal;
      if (language === 'sql' && status === 500 && sqlCodes.has(code))
        return Object.assign(new SqlFailure(message), { code });
      return refused(host, refusal);
    },
    repeatable: () => 'never',
    unreachable: (_host, reason) => failed('DEV.UNREACHABLE', 'not-run', unreachable, { host, reason }),
    answerLost: (_host, reason) => failed('DEV.ANSWER_LOST', 'unknown', answerLost, { host, reason }),
    answerUnreadable: ({ status, problem }) => notTheExplorer(host, `status ${status}: ${problem}`),
    answerTooLong: (status, longest) => notTheExplorer(host, `status ${status}: more than ${longest} bytes`),
  };
}

type Words = { readonly sentence: (host: string) => string; readonly hint: string };

const unreachable: Words = {
  sentence: (host) => `No wrangler dev answers at '${host}'`,
  hint: 'Start npx wrangler dev, and give the address that it prints. Nothing was sent to a database.',
};

const answerLost: Words = {
  sentence: (host) => `The connection to wrangler dev at '${host}' was lost before the answer arrived`,
  hint: 'If it only reads, run it again; if it writes, first check whether it took effect.',
};

type Where = { readonly host: string; readonly reason: string };

function failed(code: string, outcome: RequestOutcome, words: Words, { host, reason }: Where): RoostError {
  return new RoostError({
    code,
    message: `${words.sentence(host)}: ${reason}.`,
    hint: words.hint,
    details: { outcome, host, reason },
  });
}

function notTheExplorer(host: string, reason: string): RoostError {
  return new RoostError({
    code: 'DEV.NO_EXPLORER',
    message: `The answer of '${host}' is not one of the local explorer of wrangler dev: ${reason}.`,
    hint: 'Give the address of wrangler dev or of the dev server of the Cloudflare Vite plugin; X_LOCAL_EXPLORER must not be false there.',
    details: { outcome: 'unknown', host, reason },
  });
}

function refused(host: string, { status, code, message }: Refusal): RoostError {
  return new RoostError({
    code: 'DEV.REFUSED',
    message: `The wrangler dev at '${host}' refuses the request: ${message} (status ${status}).`,
    hint: 'Give the address by which wrangler dev itself is reached, for example http://localhost:8787.',
    details: {
      outcome: status < 500 ? 'not-run' : 'unknown',
      host,
      status,
      apiCode: code,
      apiMessage: message,
    },
  });
}
