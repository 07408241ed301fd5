// Runs the seeders of a command on its database, with its consent. An error names the file and what was done before.
import type { MigrationReport, Migrator, PretendedSeeding, SeedReport } from '@roostjs/migrations-core';
import { askConsent } from '../consent.ts';
import type { Context } from '../context.ts';
import type { CommonFlags, ConsentFlags } from '../flags.ts';
import type { Outcome } from '../outcome.ts';
import { showSignal } from '../output/progress.ts';
import { seededText, seedersLeftText, seedersText, showSeeding } from '../output/seeding.ts';
import { count, tookText } from '../output/style.ts';
import { targetName } from '../output/target-name.ts';
import type { FolderSeeders } from '../seeders-folder/load.ts';
import { withSeederFile } from '../seeders-folder/with-file.ts';
import type { Target } from '../target.ts';

export class Seeding {
  readonly names: readonly string[];
  readonly #context: Context;
  readonly #target: Target;
  readonly #flags: ConsentFlags & CommonFlags;
  readonly #seeds: FolderSeeders;
  #isAgreed = false;
  /** How long the seeders have taken, for the end of a summary. */
  took = '';

  constructor(context: Context, target: Target, flags: ConsentFlags & CommonFlags, seeds: FolderSeeders) {
    this.names = seeds.seeders.map(({ name }) => name);
    this.#context = context;
    this.#target = target;
    this.#flags = flags;
    this.#seeds = seeds;
  }

  /** The consent to the run before it named the seeders. */
  agree(): void {
    this.#isAgreed = true;
  }

  /** `report`: of the run that came before it. */
  async run(migrator: Migrator, report?: MigrationReport): Promise<SeedReport> {
    const { stderr, signals } = this.#context;
    const { json } = this.#flags;
    const show = json ? () => {} : showSeeding(stderr, this.#target);
    const onSignal = json ? () => {} : showSignal(stderr, 'seeder');
    try {
      const since = this.#context.clock();
      const seeded = await migrator.seed({
        seeders: this.#seeds.seeders,
        approve: () => this.#askConsent(),
        onEvent: (event) => {
          if (event.type === 'seeding-started') signals.begin(onSignal);
          show(event);
        },
      });
      this.took = tookText(this.#context, since);
      return seeded;
    } catch (error) {
      throw withSeederFile(error, this.#seeds.files, report === undefined ? {} : { report });
    }
  }

  async pretend(migrator: Migrator): Promise<PretendedSeeding> {
    try {
      return await migrator.seed({ seeders: this.#seeds.seeders, pretend: true });
    } catch (error) {
      throw withSeederFile(error, this.#seeds.files);
    }
  }

  async #askConsent(): Promise<void> {
    const target = this.#target;
    if (target.kind !== 'remote' || this.#isAgreed) return;
    const request = {
      what: `run ${count(this.names.length, 'seeder')} on ${targetName(target)}`,
      shown: async () => seedersText(this.#context.stderr, this.names),
      naming: 'unless-forced',
    } as const;
    await askConsent(this.#context, target, request, this.#flags);
  }
}

/** The outcome of a run; with `--seed`, after its seeders have run. */
export async function seededOutcome(
  migrator: Migrator,
  outcome: ReportOutcome,
  seeding: Seeding | null,
): Promise<Outcome> {
  if (seeding === null) return outcome;
  const seeded = await seeding.run(migrator, outcome.result);
  const result = { ...outcome.result, seeded };
  return { ...outcome, result, summary: outcome.summary + seededText(seeded, seeding.took) };
}

type ReportOutcome = Outcome & { readonly result: MigrationReport };

/** The outcome of a dry run; with `--seed`, it names the seeders, whose SQL is known only after the migrations. */
export function withSeederNames(
  outcome: Outcome & { readonly result: object },
  seeding: Seeding | null,
): Outcome {
  if (seeding === null) return outcome;
  const { names } = seeding;
  const result = { ...outcome.result, seeders: names };
  return { ...outcome, result, summary: outcome.summary + seedersLeftText(names) };
}
