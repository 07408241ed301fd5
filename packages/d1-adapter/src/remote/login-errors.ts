// The errors of a missing or unusable login or account.

import { RoostError } from '@roostjs/internal-errors';

const loginHint =
  'Set CLOUDFLARE_API_TOKEN to a token with the permission Account > D1 > Edit, or run `wrangler login`.';
const accountHint = 'Set account_id in the wrangler configuration, or set CLOUDFLARE_ACCOUNT_ID.';

export function loginMissing(reason: string): RoostError {
  return new RoostError({
    code: 'REMOTE.LOGIN_MISSING',
    message: `No Cloudflare login was found: CLOUDFLARE_API_TOKEN is not set, and ${reason}.`,
    hint: loginHint,
    details: { outcome: 'not-run', reason },
  });
}

export function loginUnreadable(problem: string): RoostError {
  return new RoostError({
    code: 'REMOTE.LOGIN_UNREADABLE',
    message: `Cannot use the Cloudflare login: ${problem}.`,
    hint: loginHint,
    details: { outcome: 'not-run', problem },
  });
}

export function accountMissing(): RoostError {
  return new RoostError({
    code: 'REMOTE.ACCOUNT_MISSING',
    message: 'The Cloudflare login cannot list any account.',
    hint: accountHint,
    details: { outcome: 'not-run' },
  });
}

export function accountAmbiguous(
  accounts: readonly { readonly id: string; readonly name: string }[],
): RoostError {
  const names = accounts.map(({ id, name }) => `'${name}' (${id})`).join(', ');
  return new RoostError({
    code: 'REMOTE.ACCOUNT_AMBIGUOUS',
    message: `The Cloudflare login has access to ${accounts.length} accounts: ${names}.`,
    hint: accountHint,
    details: { outcome: 'not-run', accounts },
  });
}
