// Describes the schema that migrations create as TypeScript types, without a real database: replays them on an empty
// one.
import type { SqlDatabase } from '../database/d1.ts';
import { messageOf } from '../errors.ts';
import { checkLedgerSettings } from '../ledger/check-settings.ts';
import type { LedgerSettings } from '../ledger/ledger-settings.ts';
import type { OpenScratch } from '../lint/trace/schema-replica.ts';
import {
  listMigrations,
  type MigrationEntry,
  type MigrationMap,
  type MigrationSource,
  toMigrationSource,
} from '../migration/source.ts';
import { anOpener, aSource, aText, checkOptions, type OptionSpecs } from '../options.ts';
import { replay } from '../run/replay.ts';
import { typesReplayFailed } from './errors.ts';
import { KeptComments } from './kept-comments.ts';
import { readTypes } from './read-types.ts';
import type { SchemaTypes } from './types.ts';

export type SchemaTypesOptions = {
  readonly migrations: MigrationSource | MigrationMap;
  /** Opens an empty database, for example `openMemoryD1` of `@roostjs/d1-adapter/local`; it is closed again. */
  readonly openScratch: OpenScratch;
  /** The ledger's table, which is not part of the schema; `migrations` if omitted. */
  readonly ledger?: string;
  /** Wrangler's own ledger, which is not part of it either; `d1_migrations` if omitted. */
  readonly wranglerLedger?: string;
};

const optionSpecs: OptionSpecs<SchemaTypesOptions> = {
  migrations: aSource,
  openScratch: anOpener,
  ledger: aText,
  wranglerLedger: aText,
};

/**
 * The types of the rows of each table and view after all migrations, by what D1 returns and takes. The ledgers of
 * Roost and of other tools are not among them. Throws TYPES.REPLAY_FAILED, TYPES.COMMENT_INVALID,
 * TYPES.NAME_CONFLICT, TYPES.VIEW_INVALID, REBUILD.UNREADABLE, LEDGER.NAME_INVALID, OPTION.INVALID, and whatever
 * listing the migrations throws.
 */
export async function schemaTypes(options: SchemaTypesOptions): Promise<SchemaTypes> {
  checkOptions('schemaTypes()', options, optionSpecs);
  const settings = checkLedgerSettings(options);
  const entries = await listMigrations(toMigrationSource(options.migrations));
  const scratch = options.openScratch();
  try {
    const kept = new KeptComments();
    await replayOn(scratch, entries, settings, kept);
    return { tables: await readTypes(scratch, settings, kept) };
  } finally {
    scratch.close();
  }
}

async function replayOn(
  scratch: SqlDatabase,
  entries: readonly MigrationEntry[],
  settings: LedgerSettings,
  kept: KeptComments,
): Promise<void> {
  try {
    await replay(scratch, entries, settings, (_, { objects }) => kept.follow(objects));
  } catch (cause) {
    throw typesReplayFailed(messageOf(cause), cause);
  }
}
