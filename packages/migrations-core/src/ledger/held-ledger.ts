// The ledger as a run holds it: read once, then updated with what each commit writes.
import { isSameName } from '@roostjs/internal-sql';
import type { Sql } from '../database/d1.ts';
import { SchemaSum } from '../database/fingerprint.ts';
import { keyOf, type SchemaObject, type SchemaUpdate } from '../database/schema.ts';
import { SchemaIndex } from '../database/schema-index.ts';
import type { Ledger, LedgerRow } from './ledger.ts';
import type { LedgerSettings } from './ledger-settings.ts';
import { wranglerTableOf } from './schema-query.ts';
import { isCut, type SnapshotDifference, snapshotTextOf } from './schema-snapshot.ts';

/** What SQL compares to detect that another run has changed the ledger. */
export type LedgerHead = {
  readonly rows: number;
  readonly partial: number;
  /** `id` and `runId` of the last row; 0 and null without rows. */
  readonly id: number;
  readonly runId: string | null;
};

/** The rows that a commit deletes, and those that it inserts or updates. */
export type RowChange = { readonly gone: readonly LedgerRow[]; readonly put: readonly LedgerRow[] };

export const noRowChange: RowChange = { gone: [], put: [] };

export class HeldLedger {
  /** As it was read. No commit changes its settings, its triggers or the ledgers of other tools. */
  readonly #read: Ledger;
  readonly #rows: HeldRows;
  #install: readonly Sql[];
  #isWranglerSynced: boolean;
  #schema: SchemaIndex;
  /** How the snapshot differs from the schema; null if they are the same. */
  #difference: SnapshotDifference | null;
  #isSnapshotKnown: boolean;
  /** The fingerprint of the snapshot, once it has been asked for. */
  #sum: SchemaSum | null = null;
  #hasCutTexts = false;

  constructor(read: Ledger) {
    const { rows, install, isWranglerSynced, schema, snapshotDifference, drift } = read;
    this.#read = read;
    this.#rows = new HeldRows(rows);
    this.#install = install;
    this.#isWranglerSynced = isWranglerSynced;
    this.#schema = new SchemaIndex(schema);
    this.#isSnapshotKnown = drift === snapshotDifference;
    this.#difference =
      drift === snapshotDifference && snapshotDifference.before.length + snapshotDifference.now.length === 0
        ? null
        : snapshotDifference;
  }

  get settings(): LedgerSettings {
    return this.#read;
  }

  get table(): string {
    return this.#read.table;
  }

  get install(): readonly Sql[] {
    return this.#install;
  }

  get isWranglerSynced(): boolean {
    return this.#isWranglerSynced;
  }

  /** The columns of wrangler's ledger; those that wrangler gives it if it does not exist yet. */
  get wranglerColumns(): readonly string[] {
    const name = wranglerTableOf(this.settings);
    const found = this.#read.foreignLedgers.find(({ table }) => isSameName(table, name));
    return found?.columns ?? ['id', 'name', 'applied_at'];
  }

  get schema(): SchemaIndex {
    return this.#schema;
  }

  /** Whether only the beginning is known of some objects' texts. */
  get hasCutTexts(): boolean {
    return this.#hasCutTexts;
  }

  get head(): LedgerHead {
    return this.#rows.head;
  }

  get last(): LedgerRow | undefined {
    return this.#rows.last;
  }

  rowOf(migration: string): LedgerRow | undefined {
    return this.#rows.named(migration);
  }

  /** The head as it would be without the row. */
  headWithout(row: LedgerRow): LedgerHead {
    return this.#rows.headWithout(row);
  }

  /** Whether the snapshot is the schema as it is before the next commit. */
  get isSnapshotCurrent(): boolean {
    return this.#difference === null;
  }

  /** The fingerprint of the schema that the last row's run left; null if it is not known. */
  get fingerprint(): string | null {
    if (!this.#isSnapshotKnown) return null;
    if (this.#sum === null) {
      this.#sum = new SchemaSum();
      this.#sum.change({ gone: [], now: this.#snapshotObjects() });
    }
    return this.#sum.text;
  }

  /** Applies what a commit wrote. `update`: what it changed in the schema; null if it did not read that. */
  apply(rows: RowChange, update: SchemaUpdate | null, wroteWranglerLedger: boolean): void {
    this.#install = [];
    this.#isWranglerSynced ||= wroteWranglerLedger;
    this.#rows.apply(rows);
    if (update !== null) this.#updateSchema(update);
  }

  /** The ledger as reading it would return it. */
  reading(): Ledger {
    return {
      ...this.#read,
      install: this.#install,
      rows: this.#rows.all(),
      schema: this.#schema.objects,
      snapshotDifference: this.#difference ?? noDifference,
      drift: this.#isSnapshotKnown ? (this.#difference ?? noDifference) : null,
      isWranglerSynced: this.#isWranglerSynced,
    };
  }

  #updateSchema(update: SchemaUpdate): void {
    // The commit has brought the snapshot up to date, including changes that others made to the schema.
    if (this.#difference !== null) this.#schema = new SchemaIndex(this.#snapshotObjects());
    this.#schema.change(update.gone, update.now);
    this.#hasCutTexts ||= update.now.some(isCut);
    this.#sum?.change(update);
    this.#difference = null;
    this.#isSnapshotKnown = true;
  }

  #snapshotObjects(): readonly SchemaObject[] {
    const { before, now } = this.#difference ?? noDifference;
    const others = new Set(now.map(keyOf));
    const same = this.#schema.objects.filter((object) => !others.has(keyOf(object)));
    return [...same, ...before].map(({ type, name, sql }) => ({
      type,
      name,
      sql: sql && snapshotTextOf(sql),
    }));
  }
}

const noDifference: SnapshotDifference = { before: [], now: [] };

class HeldRows {
  readonly #rows = new Map<number, LedgerRow>();
  readonly #names = new Map<string, number>();
  /** In order. Some of their rows may be gone, but never that of the last id. */
  readonly #ids: number[] = [];
  #partial = 0;

  constructor(rows: readonly LedgerRow[]) {
    for (const row of rows) this.#put(row);
  }

  get last(): LedgerRow | undefined {
    return this.#rows.get(this.#ids.at(-1) ?? 0);
  }

  get head(): LedgerHead {
    const { last } = this;
    return { rows: this.#rows.size, partial: this.#partial, id: last?.id ?? 0, runId: last?.runId ?? null };
  }

  named(migration: string): LedgerRow | undefined {
    return this.#rows.get(this.#names.get(migration) ?? 0);
  }

  all(): readonly LedgerRow[] {
    return this.#ids.flatMap((id) => this.#rows.get(id) ?? []);
  }

  headWithout({ id }: LedgerRow): LedgerHead {
    const rows = this.#rows.size - 1;
    const partial = this.#partial - (this.#rows.get(id)?.state === 'partial' ? 1 : 0);
    if (this.last?.id !== id) return { ...this.head, rows, partial };
    const before = this.#rows.get(this.#ids.findLast((other) => other !== id && this.#rows.has(other)) ?? 0);
    return { rows, partial, id: before?.id ?? 0, runId: before?.runId ?? null };
  }

  apply({ gone, put }: RowChange): void {
    for (const row of gone) this.#remove(row.id);
    for (const row of put) this.#put(row);
  }

  #put(row: LedgerRow): void {
    const old = this.#rows.get(row.id);
    if (old !== undefined) this.#forget(old);
    else this.#ids.push(row.id);
    this.#rows.set(row.id, row);
    this.#names.set(row.migration, row.id);
    this.#partial += partialIn([row]);
  }

  #remove(id: number): void {
    const row = this.#rows.get(id);
    if (row === undefined) return;
    this.#forget(row);
    this.#rows.delete(id);
    while (this.#ids.length > 0 && !this.#rows.has(this.#ids.at(-1) ?? 0)) this.#ids.pop();
  }

  #forget({ migration, id, state }: LedgerRow): void {
    if (this.#names.get(migration) === id) this.#names.delete(migration);
    if (state === 'partial') this.#partial -= 1;
  }
}

export function partialIn(rows: readonly LedgerRow[]): number {
  return rows.filter(({ state }) => state === 'partial').length;
}
