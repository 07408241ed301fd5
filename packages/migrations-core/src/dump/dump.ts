// The schema of a database as one text, from which it can be made again.
import { terminated, withClosedComment, withLineFeeds } from '@roostjs/internal-sql';
import type { SqlDatabase } from '../database/d1.ts';
import { fingerprintOf } from '../database/fingerprint.ts';
import { checkLedgerSettings } from '../ledger/check-settings.ts';
import type { LedgerSettings } from '../ledger/ledger-settings.ts';
import { aDatabase, aText, checkOptions, type OptionSpecs } from '../options.ts';
import { inCreationOrder } from './creation-order.ts';
import { readDumpable } from './read-dumpable.ts';

export type DumpOptions = {
  readonly database: SqlDatabase;
  /** The ledger's table, which is no part of the schema; `migrations` unless given. */
  readonly ledger?: string;
  /** Wrangler's own ledger, which is none either; `d1_migrations` unless given. */
  readonly wranglerLedger?: string;
};

/** An object with the statement that makes it. */
export type DumpedObject = {
  readonly type: 'table' | 'index' | 'view' | 'trigger';
  readonly name: string;
  readonly sql: string;
};

export type SchemaDump = {
  /** In an order in which they can be made. */
  readonly objects: readonly DumpedObject[];
  /** The statements, each with a semicolon and a line feed behind it and an empty line ahead of the next; empty where there is none. */
  readonly sql: string;
  /** SHA-256 of the schema, as the ledger keeps it: without regard to spaces, comments, letter case and quotes of names. */
  readonly fingerprint: string;
};

const taken: OptionSpecs<DumpOptions> = {
  database: aDatabase,
  ledger: aText,
  wranglerLedger: aText,
};

/**
 * The user's tables, indexes, views and triggers, each by the text that its author wrote. Run on an empty database it makes
 * the same schema again; two databases whose objects have the same texts give the same bytes. Writes nothing. Throws
 * LEDGER.NAME_INVALID and OPTION.INVALID.
 */
export async function dumpSchema(options: DumpOptions): Promise<SchemaDump> {
  checkOptions('dumpSchema()', options, taken);
  return dumpWithout(checkLedgerSettings(options), options.database);
}

/** The same for a ledger that is known. */
export async function dumpWithout(setting: LedgerSettings, database: SqlDatabase): Promise<SchemaDump> {
  const schema = await readDumpable(database, setting);
  const objects = inCreationOrder(schema).map(({ type, name, sql }) => ({
    type,
    name,
    sql: statementOf(sql),
  }));
  return {
    objects,
    sql: objects.map(({ sql }) => `${terminated(sql)}\n`).join('\n'),
    fingerprint: fingerprintOf(schema.all),
  };
}

function statementOf(sql: string): string {
  // SQLite's own white space only: any other may end a name.
  return withClosedComment(withLineFeeds(sql.replace(/[ \t\n\f\r]+$/, '')));
}
