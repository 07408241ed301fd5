// Every error that core throws, as one type: a comparison of `code` narrows `details` to the type that belongs to it.

import { isRoostError as isAnyRoostError, type NoDetails, type RoostError } from '@roostjs/internal-errors';
import type { ForeignTool } from './adopt/foreign-ledgers.ts';
import type { NearestPrefix } from './adopt/nearest-prefix.ts';
import type { FailedStatement } from './database/failure.ts';
import type { RefusedStatement } from './database/rules.ts';
import type { SchemaChange } from './database/schema.ts';
import type { SchemaDifference } from './database/schema-diff.ts';
import type { LintFinding } from './lint/finding.ts';
import type { PlanStep } from './migration/step.ts';
import type { OrphanCount } from './object/errors.ts';
import type { Effect } from './phase/effect.ts';
import type { Renaming } from './plan/errors.ts';
import type { Unreadable } from './rebuild/errors.ts';
import type { StepFailed } from './run/errors.ts';
import type { ShownRow } from './run/ledger-errors.ts';
import type { MigrationReport } from './run/report.ts';
import type { SeederFailed } from './seed/errors.ts';
import type { SeedReport } from './seed/report.ts';

// Written down instead of derived from the functions that create the errors, because the published types would contain all of those
// functions. A test compares the two.
type DetailsByCode = {
  'ADOPT.FAILED': NoDetails;
  'ADOPT.LEDGER_AMBIGUOUS': { readonly tools: readonly ForeignTool[] };
  'ADOPT.LEDGER_EMPTY': {
    readonly tools: readonly ForeignTool[];
    readonly tables: readonly string[];
    readonly nearest: NearestPrefix | null;
  };
  'ADOPT.LEDGER_MISSING': {
    readonly tools: readonly ForeignTool[];
    readonly nearest: NearestPrefix | null;
  };
  'ADOPT.REPLAY_FAILED': NoDetails;
  'ADOPT.SCHEMA_DIFFERS': {
    readonly differences: readonly SchemaDifference[];
    readonly nearest: NearestPrefix | null;
  };
  'ADOPT.UNFINISHED': { readonly tool: string; readonly names: readonly string[] };
  'ADOPT.UNMATCHED': { readonly tool: string; readonly names: readonly string[] };
  'ASSERTION.INVALID': NoDetails;
  'GATE.MANIFEST_INVALID': { readonly part: string };
  'GATE.MISSING': { readonly missing: readonly string[]; readonly head: string | null };
  'GATE.NEWER': { readonly newer: string; readonly newest: string | null };
  'GATE.NEWEST_INVALID': { readonly newest: string; readonly needed: string };
  'GATE.TAG_TOO_LONG': { readonly head: string };
  'GATE.VERSION_UNKNOWN': { readonly head: string };
  'LEDGER.CONFLICT': {
    readonly applied: readonly ShownRow[];
    readonly gone: readonly ShownRow[];
    readonly report: MigrationReport;
  };
  'LEDGER.CORRUPT':
    | { readonly table: string }
    | { readonly table: string; readonly step: PlanStep; readonly report: MigrationReport };
  'LEDGER.ENVIRONMENT': { readonly remembered: string; readonly present: string };
  'LEDGER.INCOMPATIBLE':
    | { readonly table: string; readonly columns: readonly string[] }
    | { readonly table: string; readonly triggers: readonly string[] };
  'LEDGER.INSTALL_FAILED': { readonly table: string };
  'LEDGER.NAME_INVALID': { readonly table: string };
  'LEDGER.OUTCOME_UNKNOWN': { readonly step: PlanStep; readonly report: MigrationReport };
  'LEDGER.UNREADABLE': { readonly table: string };
  'LINT.RULE_UNKNOWN': { readonly names: readonly string[]; readonly known: readonly string[] };
  'MIGRATION.APPLIED_ELSEWHERE': {
    readonly tool: string;
    readonly table: string;
    readonly names: readonly string[];
  };
  'MIGRATION.ASSERTION_FAILED': StepFailed & { readonly assertion: string };
  'MIGRATION.CHANGED': { readonly names: readonly string[] };
  'MIGRATION.EXPORT_INVALID': { readonly name: string };
  'MIGRATION.FAILED': StepFailed & { readonly remedy: string | null };
  'MIGRATION.INTERRUPTED': { readonly reason: string; readonly report: MigrationReport };
  'MIGRATION.IRREVERSIBLE': { readonly names: readonly string[] };
  'MIGRATION.LOSES_DATA': {
    readonly findings: readonly LintFinding[];
    readonly step?: PlanStep;
    readonly report?: MigrationReport;
  };
  'MIGRATION.MISSING': { readonly names: readonly string[] };
  'MIGRATION.NAME_AMBIGUOUS': { readonly name: string; readonly names: readonly string[] };
  'MIGRATION.NAME_DUPLICATE': { readonly names: readonly string[] };
  'MIGRATION.NAME_INVALID': { readonly names: readonly string[] };
  'MIGRATION.NOT_APPLIED': { readonly name: string };
  'MIGRATION.NOT_FOUND': { readonly name: string; readonly nearest: readonly string[] };
  'MIGRATION.NOT_PARTIAL': { readonly name: string };
  'MIGRATION.NOT_TOGETHER': { readonly name: string; readonly reason: string };
  'MIGRATION.OUT_OF_ORDER': { readonly names: readonly string[] };
  'MIGRATION.PARTIAL': { readonly names: readonly string[] };
  'MIGRATION.PARTLY_APPLIED': {
    readonly step: PlanStep;
    readonly state: 'partial';
    readonly changes: readonly SchemaChange[];
    readonly report: MigrationReport;
  };
  'MIGRATION.PARTLY_REPLACED': {
    readonly name: string;
    readonly recorded: readonly string[];
    readonly notRecorded: readonly string[];
  };
  'MIGRATION.REFUSED': {
    readonly step: PlanStep;
    readonly refused: readonly RefusedStatement[];
    readonly report: MigrationReport;
  };
  'MIGRATION.REHEARSAL_UNSAFE': NoDetails;
  'MIGRATION.RENAMED': { readonly names: readonly string[]; readonly renamed: readonly Renaming[] };
  'MIGRATION.REPAIR_FAILED': { readonly names: readonly string[] };
  'MIGRATION.REPLACED': { readonly names: readonly string[] };
  'MIGRATION.REPLACED_PRESENT': { readonly name: string; readonly present: readonly string[] };
  'MIGRATION.RESOLVE_FAILED': { readonly name: string };
  'MIGRATION.SQL_INVALID': { readonly name: string };
  'MIGRATION.STOPPED_HALFWAY': {
    readonly step: PlanStep;
    readonly state: 'partial';
    readonly statement: FailedStatement | null;
    readonly finished: number;
    readonly unawaited: number;
    readonly mayHaveRun: boolean;
    readonly report: MigrationReport;
  };
  'MIGRATION.TOO_MANY': { readonly name: string | undefined; readonly most: number };
  'MIGRATION.TOUCHES_LEDGER':
    | { readonly ledger: string; readonly statement: FailedStatement }
    | {
        readonly step: PlanStep;
        readonly ledger: string;
        readonly statement: null;
        readonly report: MigrationReport;
      }
    | {
        readonly step: PlanStep;
        readonly ledger: string;
        readonly statement: FailedStatement | null;
        readonly report: MigrationReport | null;
      };
  'MIGRATION.WIPE_FAILED': { readonly statement: FailedStatement | null; readonly report: MigrationReport };
  'OBJECT.ANSWER_CHANGED': StepFailed;
  'OBJECT.IN_MAINTENANCE': NoDetails;
  'OBJECT.NOT_RESTORABLE': NoDetails;
  'OBJECT.ORPHANS': {
    readonly step: PlanStep;
    readonly orphans: readonly OrphanCount[];
    readonly report: MigrationReport;
  };
  'OBJECT.ROLLED_BACK': { readonly names: readonly string[] };
  'OPTION.INVALID': { readonly option: string };
  'PHASE.INVALID': { readonly name: string; readonly phase: string | null };
  'PHASE.MIXED': { readonly name: string; readonly effects: readonly Effect[] };
  'PHASE.ORDER': {
    readonly name: string;
    readonly needs: readonly string[];
    readonly problem: string | null;
  };
  'PHASE.UNKNOWN': { readonly name: string; readonly problem: string | null };
  'REBUILD.CHANGE_INVALID': { readonly table: string };
  'REBUILD.COLUMN_LOST': { readonly table: string; readonly columns: readonly string[] };
  'REBUILD.COLUMN_UNFILLED': { readonly table: string; readonly column: string };
  'REBUILD.COLUMN_UNKNOWN': { readonly table: string; readonly column: string };
  'REBUILD.DEPENDANTS': {
    readonly table: string;
    readonly columns: readonly string[];
    readonly dependants: readonly string[];
  };
  'REBUILD.ORPHANS': {
    readonly table: string;
    readonly orphans: readonly { readonly table: string; readonly rows: number }[];
  };
  'REBUILD.TABLE_UNKNOWN': { readonly table: string };
  'REBUILD.UNREADABLE':
    | { readonly table: string; readonly read: readonly string[]; readonly known: readonly string[] }
    | Unreadable
    | (Unreadable & { readonly table: string });
  'RECORDING.CLOSED': NoDetails;
  'RECORDING.NEVER_RUN': NoDetails;
  'RECORDING.NO_DATABASE': NoDetails;
  'RECORDING.READ_AFTER_WRITE': NoDetails;
  'RECORDING.READ_AHEAD': NoDetails;
  'RECORDING.RESULT_UNKNOWN': NoDetails;
  'RECORDING.RETURNED_SQL': NoDetails;
  'RECORDING.STATEMENT_OF_OTHER_DB': NoDetails;
  'RECORDING.TRANSACTION': NoDetails;
  'RECORDING.UNAWAITED': NoDetails;
  'RECORDING.UNSUPPORTED': NoDetails;
  'SEED.FAILED': SeederFailed;
  'SEED.INTERRUPTED': { readonly reason: string; readonly seeded: SeedReport };
  'SEED.INVALID': { readonly seeder: string };
  'SEED.OUTCOME_UNKNOWN': SeederFailed;
  'SEED.REFUSED': SeederFailed;
  'SQUASH.DIFFERS': { readonly name: string };
  'SQUASH.NOTHING': { readonly names: readonly string[] };
  'SQUASH.OUT_OF_ORDER': { readonly name: string; readonly ahead: readonly string[] };
  'SQUASH.REPLAY_FAILED': { readonly names: readonly string[] };
  'SQUASH.ROWS': {
    readonly tables: readonly { readonly table: string; readonly count: number; readonly obstacle: string }[];
  };
  'SQUASH.UNAPPLIED': { readonly names: readonly string[] };
  'TYPES.COMMENT_INVALID': { readonly table: string; readonly column: string | null };
  'TYPES.NAME_CONFLICT': { readonly type: string; readonly names: readonly string[] };
  'TYPES.REPLAY_FAILED': NoDetails;
  'TYPES.VIEW_INVALID': { readonly view: string };
  'UPSERT.INVALID': { readonly table: string };
  'VERIFY.UNREADABLE': NoDetails;
};

/** Any error that core throws. */
export type MigrationsError = {
  [Code in keyof DetailsByCode]: RoostError<Code, DetailsByCode[Code]>;
}[keyof DetailsByCode];

/** Errors from migration files, from the databases of `@roostjs/d1-adapter` and from the command. */
export type OtherError = RoostError<
  | `${'BUILD' | 'CLI' | 'CONFIG' | 'CONSENT' | 'DATABASE' | 'DUMP' | 'EXPORT' | 'MIGRATIONS' | 'REMOTE' | 'SEEDERS'}.${string}`
  | 'TYPES.FILE_UNUSABLE'
  | `GATE.${'FILE_UNUSABLE' | 'MANIFEST_MISSING' | 'MANIFEST_UNREADABLE' | 'VERSION_UNTAGGED'}`
  | `MIGRATION.${'IMPORT_FAILED' | 'IMPORT_THREW' | 'SYNTAX' | 'UNREADABLE'}`
>;

/** The keys that the details of core's errors may have, whatever the code: a key has the same type in all of them. */
export type RunDetails = {
  readonly step?: PlanStep;
  readonly statement?: FailedStatement | null;
  readonly refused?: readonly RefusedStatement[];
  readonly remedy?: string | null;
  readonly findings?: readonly LintFinding[];
  readonly differences?: readonly SchemaDifference[];
  readonly nearest?: NearestPrefix | null;
  readonly state?: 'partial';
  /** What was done and what is left; null or undefined if the run had not begun. */
  readonly report?: MigrationReport | null;
  /** The seeder that failed, and what was seeded. */
  readonly seeder?: string;
  readonly seeded?: SeedReport;
};

/** The details of an error whatever its code, for example the report of a run that failed. */
export function detailsOf(error: RoostError<string, object>): RunDetails {
  return error.details;
}

/** Whether a value is a `RoostError`. After a comparison of its `code`, `details` has the type that belongs to it. */
export const isRoostError: (value: unknown) => value is MigrationsError | OtherError =
  isAnyRoostError as typeof isRoostError;
