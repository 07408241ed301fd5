// Says why a commit that only writes the ledger, or empties the database, did not happen.
import { messageOf, type Uncommitted } from '../errors.ts';
import type { NotCommitted } from './commit.ts';

export function notCommitted(outcome: NotCommitted): Uncommitted {
  switch (outcome.kind) {
    case 'conflict':
      return { isKnown: true, reason: 'another run has changed the ledger meanwhile' };
    case 'failed':
      return { isKnown: true, reason: messageOf(outcome.failure.cause) };
    case 'partly-applied':
      return { isKnown: true, reason: messageOf(outcome.cause) };
    case 'unknown':
      return { isKnown: false, reason: messageOf(outcome.cause) };
  }
}
