// Records the statements of one migration in advance, or finds why that is not possible.
import { firstLine, readsSchemaOnly } from '@roostjs/internal-sql';
import { isAssertedRead } from '../database/assertion.ts';
import { prepare, type SqlDatabase } from '../database/d1.ts';
import { type DatabaseRules, refusedBy } from '../database/rules.ts';
import { messageOf } from '../errors.ts';
import type { LedgerSettings } from '../ledger/ledger-settings.ts';
import { touchingLedger } from '../ledger/touches-ledger.ts';
import { commitsByItself, readUnanswerable, schemaUnknown, touchesLedger } from '../record/errors.ts';
import { type NamedMigration, record } from '../record/record.ts';
import type { ReadMode } from '../record/recording.ts';
import type { RecordedStatement } from '../record/statement-handler.ts';
import { assertSchemaOf } from './assertions.ts';
import { obstacleTo } from './obstacle.ts';
import { statementRefused } from './reasons.ts';
import type { ReplayedSchema } from './replayed-schema.ts';

export type Transcriber = {
  readonly database: SqlDatabase;
  readonly rules: DatabaseRules;
  readonly settings: LedgerSettings;
  /** The schema before the migration; null if it cannot be read. */
  readonly schema: ReplayedSchema | null;
};

/** Its statements, and what to assert before them; or the reason why it cannot be exported. */
export type Transcript =
  | {
      readonly statements: readonly RecordedStatement[];
      readonly assertions: readonly string[];
      readonly reason: null;
    }
  | {
      /** null if they are not known. */
      readonly statements: readonly RecordedStatement[] | null;
      readonly assertions: readonly [];
      readonly reason: string;
    };

export async function transcribe(transcriber: Transcriber, named: NamedMigration): Promise<Transcript> {
  const { database, rules, settings, schema } = transcriber;
  if (named.migration.withinTransaction === false) return impossible(null, commitsByItself);
  const reads = schema === null ? null : new SchemaReads(schema);
  const recorded = await record(database, named, 'up', reads?.mode ?? 'refused');
  if (recorded.kind === 'failed') return impossible(null, messageOf(recorded.failure.cause));
  const { statements } = recorded;
  const touching = touchingLedger(settings, statements);
  if (touching !== undefined) return impossible(statements, touchesLedger(touching));
  const [refused] = refusedBy(rules, statements);
  const reason =
    refused === undefined
      ? statements.map(obstacleTo).find((obstacle) => obstacle !== undefined)
      : statementRefused(refused);
  if (reason !== undefined) return impossible(statements, reason);
  const assertions =
    reads?.source === undefined ? [] : await assertSchemaOf(reads.source, settings, named.name);
  return { statements, assertions, reason: null };
}

function impossible(statements: readonly RecordedStatement[] | null, reason: string): Transcript {
  return { statements, assertions: [], reason };
}

/** Answers a migration's reads of the schema, and refuses all others. */
class SchemaReads {
  /** The database whose schema the file has to assert; undefined if it was not read, or the migration asserts it. */
  source: SqlDatabase | undefined;
  readonly #schema: ReplayedSchema;

  constructor(schema: ReplayedSchema) {
    this.#schema = schema;
  }

  readonly mode: ReadMode = async (read) => {
    const [text, isAsserted] = [firstLine(read.sql), isAssertedRead(read.sql)];
    if (!isAsserted && !readsSchemaOnly(read.sql)) throw readUnanswerable(text);
    const current = await this.#schema.current();
    if (typeof current === 'string') throw schemaUnknown(text, current);
    if (!isAsserted) this.source = current;
    return prepare(current, read);
  };
}
