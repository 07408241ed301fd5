// The schema that the migrations create one after the other, on a scratch database, for those that read it. Nothing runs
// there before one does.
import { rowVerbs, statementOf } from '@roostjs/internal-sql';
import { prepare, type Sql } from '../database/d1.ts';
import { messageOf } from '../errors.ts';
import type { LedgerSettings } from '../ledger/ledger-settings.ts';
import type { OpenScratch, ScratchDatabase } from '../lint/trace/schema-replica.ts';
import { type NamedMigration, record, runDirectly } from '../record/record.ts';

/** `statements`: what it runs; null if they could not be recorded. */
type Replayed = NamedMigration & { readonly statements: readonly Sql[] | null };

/**
 * Rows are left out, because no migration that is exported depends on them. One that reads rows finds none, and so may
 * create another schema than on the real database: the assertions in the exported files find that out.
 */
export class ReplayedSchema {
  readonly #open: OpenScratch;
  readonly #ledger: LedgerSettings;
  readonly #pending: Replayed[] = [];
  #scratch: ScratchDatabase | undefined;
  #obstacle: string | null = null;
  #replaying: Promise<void> = Promise.resolve();

  constructor(open: OpenScratch, ledger: LedgerSettings) {
    this.#open = open;
    this.#ledger = ledger;
  }

  /** Adds the next migration. */
  add(migration: Replayed): void {
    this.#pending.push(migration);
  }

  /** The database with the schema that all of them leave. If it is not known, the reason why. */
  async current(): Promise<ScratchDatabase | string> {
    this.#scratch ??= this.#open();
    const scratch = this.#scratch;
    // Several reads can come at once.
    this.#replaying = this.#replaying.then(() => this.#replayPending(scratch));
    await this.#replaying;
    return this.#obstacle ?? scratch;
  }

  close(): void {
    this.#scratch?.close();
  }

  async #replayPending(scratch: ScratchDatabase): Promise<void> {
    for (const migration of this.#pending.splice(0)) {
      if (this.#obstacle !== null) return;
      try {
        await this.#replay(scratch, migration);
      } catch (error) {
        this.#obstacle = `'${migration.name}' fails on an empty database: ${messageOf(error)}`;
      }
    }
  }

  async #replay(scratch: ScratchDatabase, { statements, ...named }: Replayed): Promise<void> {
    if (named.migration.withinTransaction === false) {
      const { failure } = await runDirectly(scratch, this.#ledger, named, 'up');
      if (failure !== null) throw failure.cause;
      return;
    }
    const all = statements ?? (await recordedOn(scratch, named));
    const own = all.filter(({ sql }) => !rowVerbs.has(statementOf(sql).verb));
    if (own.length > 0) await scratch.batch(own.map((statement) => prepare(scratch, statement)));
  }
}

async function recordedOn(scratch: ScratchDatabase, named: NamedMigration): Promise<readonly Sql[]> {
  const recorded = await record(scratch, named, 'up', 'allowed');
  if (recorded.kind === 'failed') throw recorded.failure.cause;
  return recorded.statements;
}
