// The course of a migration as lint looks at it: each statement with the schema before and behind it. Only data.

import type { Lexeme, Statement } from '@roostjs/internal-sql';
import type { BrokenRule } from '../../database/rules.ts';
import type { Direction } from '../../migration/migration.ts';
import type { Severity } from '../finding.ts';
import type { ParsedStatement } from '../sql/statement-kind.ts';
import type { Schema } from './schema.ts';
import type { Verdict } from './seen-loss.ts';

export type Step = {
  /** Its place among everything that the migration asks for, from 1. */
  readonly number: number;
  readonly sql: string;
  readonly values: readonly unknown[];
  readonly statement: Statement;
  readonly form: ParsedStatement;
  readonly before: Schema;
  readonly after: Schema;
  /** The rule of the database that it breaks; null where it breaks none. */
  readonly refused: BrokenRule | null;
  /** What the database says to it where it holds no rows; null where it takes it. */
  readonly error: string | null;
  /** What the database says to an added column where the table has a row; null where it takes it, and for all else. */
  readonly errorWithRow: string | null;
  /** The names in double quotes that the database takes for texts. */
  readonly quotedTexts: readonly Lexeme[];
};

/** Something that refers to what is not there. */
export type BrokenReference = {
  readonly type: 'view' | 'trigger' | 'foreign key';
  /** The view, the trigger, or the table with the foreign key. */
  readonly name: string;
  readonly sql: string;
  /** The database's words, or what a foreign key refers to. */
  readonly misses: string;
};

export type MigrationTrace = {
  readonly migration: string;
  readonly direction: Direction;
  /** The schema before `up`, for either direction: what was there then is not the migration's own. */
  readonly schemaBeforeUp: Schema;
  readonly start: Schema;
  /** Of a down() the steps of the up() that it undoes; none of an up(). */
  readonly upSteps: readonly Step[];
  readonly steps: readonly Step[];
  readonly end: Schema;
  readonly brokenAtStart: readonly BrokenReference[];
  readonly brokenAtEnd: readonly BrokenReference[];
  /** How it failed on a database with the rows of the migrations before it; null where it did not, or was not run on one. */
  readonly failure: Failure | null;
  /** Whether the scratch database has all of the schema that it stands for. */
  readonly isComplete: boolean;
  /** What it takes away, found by running it on rows of all kinds. */
  readonly verdict: Verdict;
};

export type Failure = {
  /** Of the statement; null where none is to blame. */
  readonly number: number | null;
  readonly words: string;
  /** Whether the migration broke a rule of Roost's, which holds on every database. */
  readonly isCertain: boolean;
};

/** How things stand when everything that was looked at has run; some findings are settled by a later migration. */
export type FinalState = { readonly schema: Schema; readonly broken: readonly BrokenReference[] };

/** What a rule has seen. Where it stands follows from its step. */
export type Observation = {
  readonly step: Step | null;
  /** Where it is another than the rule's. */
  readonly severity?: Severity;
  readonly message: string;
  readonly suggestion: string;
  /** Whether it still holds at the end; it does unless this is given. */
  readonly holdsAt?: (ending: FinalState) => boolean;
};

export function isSameReference(left: BrokenReference, right: BrokenReference): boolean {
  return (
    left.type === right.type &&
    left.name === right.name &&
    (left.type !== 'foreign key' || left.misses === right.misses)
  );
}
