// The exit codes, and the one for each error code. docs/errors.md has the table.
import type { RoostError } from '@roostjs/migrations-core';

export const exitCodes = {
  done: 0,
  /** A migration or the database failed, or there is a bug. Something may have been written; the report says what. */
  failed: 1,
  /** Wrong usage, configuration or files: nothing was written. */
  usage: 2,
  /** Permission to write to a remote database was not given: nothing was written. */
  consent: 3,
  /** `migrate:status --exit-code` found pending migrations, or `gate:check` a database that lacks some. */
  pending: 4,
  /** A check found something: data loss, a stale export, schema drift, a migration that cannot be rolled back cleanly. */
  findings: 5,
  /** SIGHUP, SIGINT or SIGTERM stopped the run between two migrations: 128 plus the number of the signal. */
  hungUp: 129,
  interrupted: 130,
  terminated: 143,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

// Errors with these prefixes are found before the first write, and the user has to change the input.
const inputNamespaces = [
  'ADOPT.',
  'BRANCHES.',
  'BUILD.',
  'CLI.',
  'CONFIG.',
  'DIFFERENCE.',
  'GATE.',
  'IMPORT.',
  'INIT.',
  'LINT.',
  'OPTION.',
  'MIGRATIONS.',
  'PHASE.',
  'QUERIES.',
  'REPORT.',
  'SEEDERS.',
  'SQUASH.',
  'TYPES.',
];

const inputCodes = [
  'REMOTE.ACCOUNT_AMBIGUOUS',
  'REMOTE.ACCOUNT_MISSING',
  'REMOTE.DATABASE_NOT_FOUND',
  'REMOTE.FORBIDDEN',
  'REMOTE.LOGIN_MISSING',
  'REMOTE.PROXY_INVALID',
  'REMOTE.UNAUTHORIZED',
  'REMOTE.VERSION_NOT_FOUND',
  'DATABASE.NOT_SQLITE',
  'DEV.DATABASE_UNKNOWN',
  'DATABASE.UNREADABLE',
  'EXPORT.PATTERN_MISMATCH',
  'EXPORT.UNFIT_FILE',
  'EXPORT.UNMANAGED_FILE',
  'LEDGER.CORRUPT',
  'LEDGER.ENVIRONMENT',
  'LEDGER.INCOMPATIBLE',
  'LEDGER.NAME_INVALID',
  'MIGRATION.COLUMNS_INVALID',
  'MIGRATION.EXPORT_INVALID',
  'MIGRATION.IMPORT_FAILED',
  'MIGRATION.IMPORT_THREW',
  'MIGRATION.NAME_AMBIGUOUS',
  'MIGRATION.NAME_DUPLICATE',
  'MIGRATION.NAME_INVALID',
  'MIGRATION.NAME_TAKEN',
  'MIGRATION.NOT_APPLIED',
  'MIGRATION.NOT_FOUND',
  'MIGRATION.NOT_PARTIAL',
  'MIGRATION.NOT_TOGETHER',
  'MIGRATION.REPLACED_PRESENT',
  'MIGRATION.SYNTAX',
  'MIGRATION.TABLE_INVALID',
  'MIGRATION.TOO_MANY',
  'MIGRATION.UNREADABLE',
  'SEED.INVALID',
  'VERIFY.NO_DATABASE',
];

const signalCodes: ReadonlyMap<unknown, ExitCode> = new Map([
  ['SIGHUP', exitCodes.hungUp],
  ['SIGTERM', exitCodes.terminated],
]);

export function exitCodeOf({ code, details }: RoostError): ExitCode {
  // Unlike the other errors with their prefixes, these are found while writing.
  if (
    [
      'ADOPT.FAILED',
      'BUILD.FILE_UNUSABLE',
      'GATE.FILE_UNUSABLE',
      'INIT.INCOMPLETE',
      'REPORT.FILE_UNUSABLE',
      'SQUASH.FILES_LEFT',
      'TYPES.FILE_UNUSABLE',
    ].includes(code)
  )
    return exitCodes.failed;
  if (['MIGRATION.INTERRUPTED', 'SEED.INTERRUPTED'].includes(code))
    return signalCodes.get(details['reason']) ?? exitCodes.interrupted;
  if (code.startsWith('CONSENT.')) return exitCodes.consent;
  const isInput =
    inputNamespaces.some((namespace) => code.startsWith(namespace)) || inputCodes.includes(code);
  return isInput ? exitCodes.usage : exitCodes.failed;
}
