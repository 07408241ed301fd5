// The queries that a run on a database at Cloudflare would break, where roost.json says where they are.
import { checkQueries, type QueryReport } from '@roostjs/internal-core';
import type { PlanStep } from '@roostjs/migrations-core';
import type { Context } from '../context.ts';
import type { OpenTarget } from '../open-target.ts';
import type { Target } from '../target.ts';
import { readQueries } from './read.ts';
import { sourcesInSettings } from './sources.ts';

type Found = Omit<Parameters<typeof checkQueries>[0], 'queries' | 'only'>;

export class PlannedQueries {
  readonly #context: Context;
  readonly #target: Target;
  readonly #flags: { readonly config?: string };
  readonly #opened: Pick<OpenTarget, 'insights'>;
  readonly #found: Found;
  #report: QueryReport | null = null;

  constructor(
    context: Context,
    target: Target,
    flags: { readonly config?: string },
    { opened, found }: { readonly opened: Pick<OpenTarget, 'insights'>; readonly found: Found },
  ) {
    this.#context = context;
    this.#target = target;
    this.#flags = flags;
    this.#opened = opened;
    this.#found = found;
  }

  /** Of the last check; null if there was none. */
  get report(): QueryReport | null {
    return this.#report;
  }

  /**
   * Checks them on the steps of a plan; null if roost.json names no queries, or the database is another. Throws what reading them
   * throws.
   */
  async check(steps: readonly PlanStep[]): Promise<QueryReport | null> {
    const sources = this.#target.kind === 'remote' ? sourcesInSettings(this.#context, this.#flags) : null;
    const only = steps.filter((step) => step.direction === 'up' && step.replaces === undefined);
    if (sources === null || only.length === 0) return null;
    const read = await readQueries(this.#context, this.#opened, sources);
    this.#report = await checkQueries({
      ...this.#found,
      queries: read.flatMap(({ queries }) => queries),
      only: only.map(({ name }) => name),
    });
    return this.#report;
  }
}
