// Who the token belongs to: as much as wrangler asks to find the account and to greet its user.

import type { Account } from './endpoint.ts';
import { type Answer, listed, success } from './envelope.ts';

const name = 'Stand-in account';

/** `GET /accounts`. */
export function accounts({ id }: Account): Answer {
  return listed([{ id, name, type: 'standard', settings: {} }]);
}

/** `GET /memberships`. */
export function memberships({ id }: Account): Answer {
  return listed([{ id, account: { id, name }, roles: ['Administrator'], status: 'accepted' }]);
}

/** `GET /user`. */
export function user({ id, credentials }: Account): Answer {
  return success({ id, email: credentials.email });
}

/** `GET /user/tokens/verify`. */
export function verifyToken({ id }: Account): Answer {
  return success({ id, status: 'active' });
}
