// The rules as data: name, severity and reason of each.
import type { RuleName, Severity } from '../finding.ts';

export type LintRule = {
  readonly name: RuleName;
  /** The default severity of its findings. */
  readonly severity: Severity;
  readonly reason: string;
};

export const lintRules: readonly LintRule[] = [
  {
    name: 'unsupported-by-d1',
    severity: 'error',
    reason: 'D1 supports less than SQLite does, and refuses the whole batch.',
  },
  {
    name: 'failing-statement',
    severity: 'error',
    reason: 'It was tried on an empty copy of the schema, so only the statement itself can be the cause.',
  },
  {
    name: 'drop-parent',
    severity: 'loss',
    reason:
      'DROP TABLE deletes the rows first, and foreign keys act on that. A migration is one batch on D1: in it, PRAGMA foreign_keys = OFF does nothing, and defer_foreign_keys does not stop CASCADE and SET NULL.',
  },
  {
    name: 'drop-table',
    severity: 'loss',
    reason: 'The table existed before this migration, and only Time Travel can bring its rows back.',
  },
  {
    name: 'drop-column',
    severity: 'loss',
    reason: 'The column existed before this migration, and only Time Travel can bring its values back.',
  },
  {
    name: 'delete-all',
    severity: 'loss',
    reason: 'The rows existed before this migration, and only Time Travel can bring them back.',
  },
  {
    name: 'update-all',
    severity: 'loss',
    reason: 'The values existed before this migration, and are overwritten in every row.',
  },
  {
    name: 'type-change',
    severity: 'loss',
    reason:
      'A column of another type may store a text that looks like a number as that number: leading zeros and excess digits are lost.',
  },
  {
    name: 'quoted-text',
    severity: 'warning',
    reason:
      'If no column has that name, SQLite, and so D1, reads a name in double quotes as a string instead of reporting an error.',
  },
  {
    name: 'add-column',
    severity: 'error',
    reason:
      'SQLite checks this only if the table has a row: it passes on an empty database and fails on the real one.',
  },
  {
    name: 'column-in-use',
    severity: 'error',
    reason: 'SQLite does not drop a column that a key, an index, a view or a trigger uses.',
  },
  {
    name: 'broken-reference',
    severity: 'error',
    reason:
      'SQLite does not check views, triggers and foreign keys when what they refer to is dropped; the next statement that uses them fails.',
  },
  {
    name: 'dropped-index-or-trigger',
    severity: 'warning',
    reason:
      'The indexes and triggers of a table are dropped with it, even if a new table takes its name; so are the triggers of a view.',
  },
  {
    name: 'autoincrement-reset',
    severity: 'warning',
    reason:
      'AUTOINCREMENT promises that no id is ever used twice: whatever still refers to a deleted row would now mean another one.',
  },
  {
    name: 'same-number',
    severity: 'warning',
    reason:
      'A database that has applied one of them before the other existed has run them in another order than a new one will.',
  },
  {
    name: 'virtual-table',
    severity: 'warning',
    reason: 'D1 cannot export a database that has a virtual table.',
  },
  {
    name: 'split-trigger',
    severity: 'warning',
    reason:
      'Cloudflare splits the text of a file into statements, and is reported to end a trigger too early unless it is on one line, with BEGIN and END in capitals and each CASE … END in parentheses: incomplete input.',
  },
  {
    name: 'non-deterministic-seed',
    severity: 'warning',
    reason:
      'A row seeded with it differs between databases, so no later migration can refer to it by that value.',
  },
  {
    name: 'null-key',
    severity: 'warning',
    reason:
      'Only INTEGER PRIMARY KEY, in these words, numbers the rows; in any other column SQLite stores NULL, as often as it likes.',
  },
  {
    name: 'scan-per-row',
    severity: 'advice',
    reason:
      'With n rows in each table, n × n rows are read: D1 ends a query after 30 seconds, and bills every row that it reads.',
  },
  {
    name: 'unindexed-foreign-key',
    severity: 'advice',
    reason:
      'SQLite creates no index for a foreign key, and searches for the referring rows at each DELETE and at each UPDATE of the key.',
  },
  {
    name: 'index-name',
    severity: 'advice',
    reason: 'An index is dropped and found by its name alone.',
  },
  {
    name: 'not-linted',
    severity: 'warning',
    reason: 'Lint cannot check statements that it has not seen.',
  },
  {
    name: 'unused-suppression',
    severity: 'warning',
    reason: 'A comment that allows nothing looks as if something were allowed.',
  },
];

export function ruleOf(name: RuleName): LintRule {
  const rule = lintRules.find((one) => one.name === name);
  if (rule === undefined) throw new Error(`There is no lint rule '${name}'.`);
  return rule;
}

export function isRuleName(name: string): name is RuleName {
  return lintRules.some((rule) => rule.name === name);
}
