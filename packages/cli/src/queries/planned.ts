// The queries that pending migrations would break, where roost.json says where they are.
import { checkQueries, type QueryReport } from '@roostjs/internal-core';
import type { PlanStep } from '@roostjs/migrations-core';
import type { Context } from '../context.ts';
import type { OpenTarget } from '../open-target.ts';
import { readQueries } from './read.ts';
import { sourcesInSettings } from './sources.ts';

type Found = Omit<Parameters<typeof checkQueries>[0], 'queries' | 'only'>;

export class PlannedQueries {
  readonly #context: Context;
  readonly #flags: { readonly config?: string };
  readonly #opened: Pick<OpenTarget, 'insights'>;
  readonly #found: Found;
  #report: QueryReport | null = null;

  constructor(
    context: Context,
    flags: { readonly config?: string },
    { opened, found }: { readonly opened: Pick<OpenTarget, 'insights'>; readonly found: Found },
  ) {
    this.#context = context;
    this.#flags = flags;
    this.#opened = opened;
    this.#found = found;
  }

  /** Of the last check; null if there was none. */
  get report(): QueryReport | null {
    return this.#report;
  }

  /**
   * Checks them on these pending migrations; null if roost.json names no queries, or there are no such migrations. Throws what
   * reading the queries throws.
   */
  async check(names: readonly string[]): Promise<QueryReport | null> {
    const sources = sourcesInSettings(this.#context, this.#flags);
    if (sources === null || names.length === 0) return null;
    const read = await readQueries(this.#context, this.#opened, sources);
    this.#report = await checkQueries({
      ...this.#found,
      queries: read.flatMap(({ queries }) => queries),
      only: names,
    });
    return this.#report;
  }
}

/** The names of what a plan applies. */
export function appliedBy(steps: readonly PlanStep[]): readonly string[] {
  return steps
    .filter(({ direction, replaces }) => direction === 'up' && replaces === undefined)
    .map(({ name }) => name);
}
