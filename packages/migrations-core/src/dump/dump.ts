// Writes the schema of a database as one text that recreates it.
import { terminated, withClosedComment, withLineFeeds } from '@roostjs/internal-sql';
import type { SqlDatabase } from '../database/d1.ts';
import { fingerprintOf } from '../database/fingerprint.ts';
import { checkLedgerSettings } from '../ledger/check-settings.ts';
import type { LedgerSettings } from '../ledger/ledger-settings.ts';
import { aDatabase, aText, checkOptions, type OptionSpecs } from '../options.ts';
import { inCreationOrder } from './creation-order.ts';
import { readDumpable } from './read-dumpable.ts';
import { tidied } from './tidy.ts';

export type DumpOptions = {
  readonly database: SqlDatabase;
  /** The ledger's table, which is not part of the schema; `migrations` if omitted. */
  readonly ledger?: string;
  /** Wrangler's own ledger, which is not part of it either; `d1_migrations` if omitted. */
  readonly wranglerLedger?: string;
};

/** An object with the statement that creates it, as its author wrote it. */
export type DumpedObject = {
  readonly type: 'table' | 'index' | 'view' | 'trigger';
  readonly name: string;
  readonly sql: string;
};

export type SchemaDump = {
  /** In an order in which they can be created. */
  readonly objects: readonly DumpedObject[];
  /**
   * The statements, each followed by a semicolon and a line feed, with an empty line between them; empty if there are
   * none.
   */
  readonly sql: string;
  /** SHA-256 of the schema, as the ledger stores it: ignores spaces, comments, letter case and quotes of names. */
  readonly fingerprint: string;
};

const optionSpecs: OptionSpecs<DumpOptions> = {
  database: aDatabase,
  ledger: aText,
  wranglerLedger: aText,
};

/**
 * The user's tables, indexes, views and triggers. Their text as a whole has the words and comments of their authors in one
 * form: a table has a line for each column. On an empty database the dump creates the same schema; databases whose objects
 * differ in the indentation of their texts alone result in the same bytes. Writes nothing.
 * Throws LEDGER.NAME_INVALID and OPTION.INVALID.
 */
export async function dumpSchema(options: DumpOptions): Promise<SchemaDump> {
  checkOptions('dumpSchema()', options, optionSpecs);
  return dumpWithout(options.database, checkLedgerSettings(options));
}

/** As `dumpSchema`, for a known ledger. */
export async function dumpWithout(database: SqlDatabase, settings: LedgerSettings): Promise<SchemaDump> {
  const schema = await readDumpable(database, settings);
  const ordered = inCreationOrder(schema);
  return {
    objects: ordered.map(({ type, name, sql }) => ({ type, name, sql: statementOf(sql) })),
    sql: ordered.map((object) => `${terminated(tidied(object, statementOf(object.sql)))}\n`).join('\n'),
    fingerprint: fingerprintOf(schema.all),
  };
}

function statementOf(sql: string): string {
  // SQLite's own white space only: any other may end a name.
  return withClosedComment(withLineFeeds(sql.replace(/[ \t\n\f\r]+$/, '')));
}
