// The exit codes, and which of them an error's code leads to. docs/errors.md shows the table.
import type { RoostError } from '@roostjs/migrations-core';

export const exitCodes = {
  done: 0,
  /** A migration or the database failed, or a bug: perhaps something was written, the report says what. */
  failed: 1,
  /** Wrong usage, configuration or files: nothing was written. */
  usage: 2,
  /** A remote database, and nobody has agreed to write to it: nothing was written. */
  consent: 3,
  /** `migrate:status --exit-code` found pending migrations. */
  pending: 4,
  /** A check found something: what loses data, a stale export, a schema that drifted, a migration that does not come back. */
  findings: 5,
  /** SIGHUP, SIGINT or SIGTERM ended the run between two migrations: 128 and the signal's number. */
  hungUp: 129,
  interrupted: 130,
  terminated: 143,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

// Every code under these is found before the first write and asks the user to change the input.
const inputNamespaces = ['ADOPT.', 'CLI.', 'CONFIG.', 'LINT.', 'OPTION.', 'MIGRATIONS.', 'SQUASH.'];

const inputCodes = [
  'REMOTE.ACCOUNT_AMBIGUOUS',
  'REMOTE.ACCOUNT_MISSING',
  'REMOTE.DATABASE_NOT_FOUND',
  'REMOTE.FORBIDDEN',
  'REMOTE.LOGIN_MISSING',
  'REMOTE.PROXY_INVALID',
  'REMOTE.UNAUTHORIZED',
  'DATABASE.NOT_SQLITE',
  'DATABASE.UNREADABLE',
  'EXPORT.FILE_UNTAKEN',
  'EXPORT.FOREIGN_FILE',
  'LEDGER.CORRUPT',
  'LEDGER.ENVIRONMENT',
  'LEDGER.INCOMPATIBLE',
  'LEDGER.NAME_INVALID',
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
  'VERIFY.NO_DATABASE',
];

const signalCodes: ReadonlyMap<unknown, ExitCode> = new Map([
  ['SIGHUP', exitCodes.hungUp],
  ['SIGTERM', exitCodes.terminated],
]);

export function exitCodeOf({ code, details }: RoostError): ExitCode {
  // Those of their namespaces that are found by the write.
  if (code === 'ADOPT.FAILED' || code === 'SQUASH.FILES_LEFT') return exitCodes.failed;
  if (code === 'MIGRATION.INTERRUPTED') return signalCodes.get(details['reason']) ?? exitCodes.interrupted;
  if (code.startsWith('CONSENT.')) return exitCodes.consent;
  const isInput =
    inputNamespaces.some((namespace) => code.startsWith(namespace)) || inputCodes.includes(code);
  return isInput ? exitCodes.usage : exitCodes.failed;
}
