// The trace of a migration: each statement with the schema before and after it. Only data.

import type { Lexeme, Statement } from '@roostjs/internal-sql';
import type { BrokenRule } from '../../database/rules.ts';
import type { Direction } from '../../migration/migration.ts';
import type { Severity } from '../finding.ts';
import type { ParsedStatement } from '../sql/statement-kind.ts';
import type { Lacking } from './lacking.ts';
import type { ScanPerRow } from './scans.ts';
import type { Schema } from './schema.ts';
import type { Verdict } from './seen-loss.ts';

export type Step = {
  /** Its number among all statements of the migration, from 1. */
  readonly number: number;
  readonly sql: string;
  readonly values: readonly unknown[];
  readonly statement: Statement;
  readonly form: ParsedStatement;
  readonly before: Schema;
  readonly after: Schema;
  /** The database rule that it breaks; null if it breaks none. */
  readonly refused: BrokenRule | null;
  /** The database's error on an empty schema; null if it succeeds. */
  readonly error: string | null;
  /** What to do instead, as the rest of a sentence; null if the error does not show it. */
  readonly remedy: string | null;
  /** Whether the error only follows from a statement that failed before, of this or an earlier migration. */
  readonly follows: boolean;
  /**
   * The database's error for an added column if the table has a row; null if it succeeds, and for other statements.
   */
  readonly errorWithRow: string | null;
  /** The names in double quotes that the database reads as strings. */
  readonly quotedTexts: readonly Lexeme[];
  /** The tables that it reads as a whole for each row that it writes or looks at. */
  readonly scans: readonly ScanPerRow[];
};

/** An object that refers to something that does not exist. */
export type BrokenReference = {
  readonly type: 'view' | 'trigger' | 'foreign key';
  /** The view, the trigger, or the table with the foreign key. */
  readonly name: string;
  readonly sql: string;
  /** The database's error, or the parent table of a foreign key. */
  readonly problem: string;
};

export type MigrationTrace = {
  readonly migration: string;
  readonly direction: Direction;
  /** Whether it is written in SQL, where no function can be called. */
  readonly isSql: boolean;
  /** The schema before `up`, for either direction: it is what the migration did not create. */
  readonly schemaBeforeUp: Schema;
  readonly start: Schema;
  /** For a down(), the steps of its up(); empty for an up(). */
  readonly upSteps: readonly Step[];
  readonly steps: readonly Step[];
  readonly end: Schema;
  readonly brokenAtStart: readonly BrokenReference[];
  readonly brokenAtEnd: readonly BrokenReference[];
  /** How it failed on a database with the rows of earlier migrations; null if it did not, or was not run on one. */
  readonly failure: Failure | null;
  /** Whether the scratch database has the whole schema that it replicates. */
  readonly isComplete: boolean;
  /** What the schema lacks at the end because statements failed. */
  readonly lacking: Lacking;
  /** What it loses, found by running it on rows of all kinds. */
  readonly verdict: Verdict;
};

export type Failure = {
  /** The statement's number; null if no single statement is the cause. */
  readonly number: number | null;
  readonly words: string;
  /** Whether the migration broke one of Roost's own rules, which apply to every database. */
  readonly isCertain: boolean;
};

/** The state after all linted migrations; a later migration may resolve a finding. */
export type FinalState = { readonly schema: Schema; readonly broken: readonly BrokenReference[] };

/** `nameOf`: the name there of a table that the migration leaves, or of the one that has taken its place. */
export type Ending = FinalState & { readonly nameOf: (table: string) => string };

/** Whether an object of any of the linted migrations has, or had, the name. */
export type IsTaken = (name: string) => boolean;

/** What a suggestion has to fit: the names that are in use, and the language of the migration. */
export type Setting = { readonly isTaken: IsTaken; readonly isSql: boolean };

/** What a rule reports. The place follows from the step. */
export type Observation = {
  readonly step: Step | null;
  /** Set if it differs from the rule's. */
  readonly severity?: Severity;
  readonly message: string;
  /** A function if it makes up a name, or is another one in SQL. A line of it that begins with `// ` is a comment. */
  readonly suggestion: string | ((setting: Setting) => string);
  /** Set if one finding is enough for a whole folder, or migration: the others are only named in it. */
  readonly once?: { readonly per: 'folder' | 'migration'; readonly subject: string };
  /** The tables whose rows it is about, if it is harmless without any. */
  readonly concerns?: readonly string[];
  /** The tables without whose rows running the migration does not show the loss; those that the step names if omitted. */
  readonly involves?: readonly string[];
  /** Whether it still holds at the end; it does if omitted. */
  readonly holdsAt?: (ending: Ending) => boolean;
};

export function isSameReference(left: BrokenReference, right: BrokenReference): boolean {
  return (
    left.type === right.type &&
    left.name === right.name &&
    (left.type !== 'foreign key' || left.problem === right.problem)
  );
}
