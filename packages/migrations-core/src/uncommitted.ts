// Why a commit that only writes the ledger has not come about, in words.
import type { CommitOutcome } from './commit.ts';
import { messageOf } from './errors.ts';

export function reasonOf(outcome: Exclude<CommitOutcome, { kind: 'committed' }>): string {
  switch (outcome.kind) {
    case 'overtaken':
      return 'another run has changed the ledger meanwhile';
    case 'failed':
      return messageOf(outcome.failure.cause);
    case 'kept':
      return messageOf(outcome.cause);
    case 'unsettled':
      return `whether it was is not known: ${messageOf(outcome.cause)}`;
  }
}
