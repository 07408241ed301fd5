// The exit codes, and which of them an error's code leads to. docs/errors.md shows the table.

export const exitCodes = {
  done: 0,
  /** A migration or the database failed, or a bug: perhaps something was written, the report says what. */
  failed: 1,
  /** Wrong usage, configuration or files: nothing was written. */
  usage: 2,
  /** `migrate:status --exit-code` found pending migrations. */
  pending: 4,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

// Every code under these is found before the first write and asks the user to change the input.
const inputNamespaces = ['CLI.', 'CONFIG.', 'OPTION.', 'MIGRATIONS.'];

const inputCodes = [
  'DATABASE.NOT_SQLITE',
  'DATABASE.UNREADABLE',
  'LEDGER.CORRUPT',
  'LEDGER.INCOMPATIBLE',
  'LEDGER.NAME_INVALID',
  'MIGRATION.EXPORT_INVALID',
  'MIGRATION.IMPORT_FAILED',
  'MIGRATION.IMPORT_THREW',
  'MIGRATION.NAME_DUPLICATE',
  'MIGRATION.NAME_INVALID',
  'MIGRATION.NAME_TAKEN',
  'MIGRATION.NOT_FOUND',
  'MIGRATION.NOT_PARTIAL',
  'MIGRATION.SYNTAX',
  'MIGRATION.TABLE_INVALID',
  'MIGRATION.UNREADABLE',
];

export function exitCodeOf(code: string): ExitCode {
  const isInput =
    inputNamespaces.some((namespace) => code.startsWith(namespace)) || inputCodes.includes(code);
  return isInput ? exitCodes.usage : exitCodes.failed;
}
