// Verifies imported migrations against their SQL: they run the same statements, and make the same database.
import type { SqlDatabase } from '../database/d1.ts';
import type { DatabaseRules } from '../database/rules.ts';
import { schemaDifferences } from '../database/schema-diff.ts';
import { messageOf } from '../errors.ts';
import { checkLedgerSettings } from '../ledger/check-settings.ts';
import type { LedgerSettings } from '../ledger/ledger-settings.ts';
import type { OpenScratch } from '../lint/trace/schema-replica.ts';
import { listMigrations, type MigrationEntry, type MigrationSource } from '../migration/source.ts';
import type { SqlFiles } from '../migration/sql-migration.ts';
import { replay } from '../run/replay.ts';
import { type RowChange, rowChanges } from '../verify/contents.ts';
import { type Observation, Observer } from '../verify/observe.ts';
import type { VerifyEvent, VerifyReport } from '../verify/report.ts';
import { verifyMigrations } from '../verify/verify.ts';
import { WatchedDatabase } from '../verify/watched-database.ts';
import { compareStatements } from './compare-statements.ts';
import { importDiffers, importReplayFailed } from './errors.ts';
import { sqlSource } from './import.ts';

type ImportVerifyOptions = {
  readonly migrations: readonly SqlFiles[];
  /** The modules that were written for them. */
  readonly imported: MigrationSource;
  /** Opens an empty database; each one is closed again. */
  readonly openScratch: OpenScratch;
  /** The ledger's table; `migrations` if omitted. */
  readonly ledger?: string;
  /** What the target database is known to refuse; nothing if omitted. */
  readonly rules?: DatabaseRules;
  readonly onEvent?: (event: VerifyEvent) => void;
};

/**
 * Compares statements, schema and rows, and runs each imported migration up, down and up again. Throws
 * IMPORT.REPLAY_FAILED if the SQL does not run on an empty database, IMPORT.DIFFERS, what listing and loading throw,
 * LEDGER.NAME_INVALID and VERIFY.UNREADABLE.
 */
export async function verifyImport(options: ImportVerifyOptions): Promise<VerifyReport> {
  const settings = checkLedgerSettings(options);
  const [source, imported] = await Promise.all([
    listMigrations(sqlSource(options.migrations)),
    listMigrations(options.imported),
  ]);
  const on = <T>(work: OnScratch<T>): Promise<T> => onScratch(options.openScratch, work);
  const replayed = (entries: readonly MigrationEntry[]): Promise<Observation> =>
    on((scratch) => observeReplay(scratch, entries, settings));
  const expected = await replayed(source).catch((cause: unknown) => {
    throw importReplayFailed(messageOf(cause), cause);
  });
  await on((scratch) => compareStatements(scratch, source, imported));
  const actual = await replayed(imported);
  compareSchemas(expected, actual);
  const changes = rowChanges(expected.contents, actual.contents);
  // Rows that have the time or a random value differ each time that the SQL runs.
  if (changes.length > 0)
    compareRows(changes, rowChanges(expected.contents, (await replayed(source)).contents));
  const { ledger, rules, onEvent, imported: migrations } = options;
  return on((scratch) =>
    verifyMigrations({
      scratch,
      migrations,
      ...(ledger === undefined ? {} : { ledger }),
      ...(rules === undefined ? {} : { rules }),
      ...(onEvent === undefined ? {} : { onEvent }),
    }),
  );
}

type OnScratch<T> = (scratch: SqlDatabase) => Promise<T>;

async function onScratch<T>(open: OpenScratch, work: OnScratch<T>): Promise<T> {
  const scratch = open();
  try {
    return await work(scratch);
  } finally {
    scratch.close();
  }
}

function compareSchemas(expected: Observation, actual: Observation): void {
  const [difference] = schemaDifferences(expected.schema, actual.schema);
  if (difference !== undefined)
    throw importDiffers(null, `the ${difference.type} '${difference.name}' is ${difference.difference}`);
}

/** `unstable`: what differs between two runs of the SQL itself. */
function compareRows(changes: readonly RowChange[], unstable: readonly RowChange[]): void {
  const tables = new Set(unstable.map(({ table }) => table));
  const change = changes.find(({ table }) => !tables.has(table));
  if (change !== undefined) throw importDiffers(null, `the rows of '${change.table}' differ`);
}

async function observeReplay(
  scratch: SqlDatabase,
  entries: readonly MigrationEntry[],
  settings: LedgerSettings,
): Promise<Observation> {
  const database = new WatchedDatabase(scratch);
  await replay(database, entries, settings);
  return new Observer(database, settings).observe();
}
