// What a run shows of itself: that it waits for the database, where it runs, each migration, and how long it took.
import type { MigrationEvent, MigrationListener } from '@roostjs/migrations-core';
import type { Context } from '../context.ts';
import type { OpenTarget } from '../open-target.ts';
import { showProgress, showSignal } from '../output/progress.ts';
import { whereText } from '../output/remote-plan.ts';
import { tookText } from '../output/style.ts';
import { targetName } from '../output/target-name.ts';
import type { Target } from '../target.ts';

/** What is not shown, or named in another way. */
type DisplayFlags = { readonly json?: boolean; readonly rehearse?: boolean };

export class RunDisplay {
  readonly #context: Context;
  readonly #target: Target;
  readonly #flags: DisplayFlags;
  readonly #locate: OpenTarget['locate'];
  readonly #progress: MigrationListener;
  #since: number;

  constructor(context: Context, target: Target, flags: DisplayFlags, locate: OpenTarget['locate']) {
    this.#context = context;
    this.#target = target;
    this.#flags = flags;
    this.#locate = locate;
    this.#progress = flags.json ? () => {} : showProgress(context.stderr, target);
    this.#since = context.clock();
  }

  /** Until something else is written. */
  wait(): void {
    const what = this.#flags.rehearse ? 'Rehearsing on' : 'Reading';
    this.#context.stderr.live?.show(`${what} ${targetName(this.#target)}`, 'if slow');
  }

  /** The database at Cloudflare; nothing for another one. */
  async showWhere(): Promise<void> {
    if (this.#flags.json || this.#target.kind !== 'remote' || this.#locate === undefined) return;
    const { stderr } = this.#context;
    stderr.write(whereText(stderr, this.#target, await this.#locate()));
  }

  show(event: MigrationEvent): void {
    const { stderr, signals, clock } = this.#context;
    if (event.type === 'run-started') {
      signals.begin(this.#flags.json ? () => {} : showSignal(stderr));
      stderr.live?.end();
      this.#since = clock();
    }
    this.#progress(event);
  }

  took(): string {
    return tookText(this.#context, this.#since);
  }
}
