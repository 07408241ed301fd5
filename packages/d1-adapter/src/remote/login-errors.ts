// Without a login or an account nothing can be asked.

import { RoostError } from '@roostjs/internal-errors';

const loginHint =
  'Set CLOUDFLARE_API_TOKEN to a token with the permission Account > D1 > Edit, or run `wrangler login`.';
const accountHint = 'Name one as account_id in the wrangler configuration, or set CLOUDFLARE_ACCOUNT_ID.';

export function loginMissing(reason: string): RoostError {
  return new RoostError({
    code: 'REMOTE.LOGIN_MISSING',
    message: `There is no login for Cloudflare: the environment has no CLOUDFLARE_API_TOKEN, and ${reason}.`,
    hint: loginHint,
    details: { fate: 'not-run', reason },
  });
}

export function loginUnreadable(problem: string): RoostError {
  return new RoostError({
    code: 'REMOTE.LOGIN_UNREADABLE',
    message: `The login for Cloudflare cannot be used: ${problem}.`,
    hint: loginHint,
    details: { fate: 'not-run', problem },
  });
}

export function accountMissing(): RoostError {
  return new RoostError({
    code: 'REMOTE.ACCOUNT_MISSING',
    message: 'The login for Cloudflare belongs to no account that it may list.',
    hint: accountHint,
    details: { fate: 'not-run' },
  });
}

export function accountAmbiguous(
  accounts: readonly { readonly id: string; readonly name: string }[],
): RoostError {
  const names = accounts.map(({ id, name }) => `'${name}' (${id})`).join(', ');
  return new RoostError({
    code: 'REMOTE.ACCOUNT_AMBIGUOUS',
    message: `The login for Cloudflare belongs to ${accounts.length} accounts: ${names}.`,
    hint: accountHint,
    details: { fate: 'not-run', accounts },
  });
}
