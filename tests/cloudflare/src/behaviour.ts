// How the server treats what it is sent, where production differs from the local D1 or nobody has verified it.
// Faults, which hit single requests, are in faults.ts.

import type { SplittingRule } from './split.ts';

export type Behaviour = {
  /** How the text of a `{sql}` is split. */
  readonly splitsSql: SplittingRule;
  /** How the text of each member of a `{batch}` is split: Cloudflare allows several statements there too. */
  readonly splitsBatch: SplittingRule;
  /** Whether one request is one transaction; otherwise each statement commits by itself. */
  readonly atomic: boolean;
  /** Whether every parameter but null arrives as text. */
  readonly paramsAsText: boolean;
  /** Whether true and false arrive as the texts 'true' and 'false'; otherwise as 1 and 0. */
  readonly booleansAsText: boolean;
  /**
   * By how many commits the copy lags behind that answers a request which only reads; 0 where there is none. A request that may
   * write is answered by the database itself. Counted are the commits that are made while there is a copy.
   */
  readonly readsLagBy: number;
  /** Whether the login may read the account's analytics. */
  readonly readsAnalytics: boolean;
};

// People who measured it on production say that a JSON boolean is bound as its text; a client that sends 1 and 0
// never notices.
export const usualBehaviour: Behaviour = {
  splitsSql: 'as-sqlite',
  splitsBatch: 'as-sqlite',
  atomic: true,
  paramsAsText: false,
  booleansAsText: true,
  readsLagBy: 0,
  readsAnalytics: true,
};
