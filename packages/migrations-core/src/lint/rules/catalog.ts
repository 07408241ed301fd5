// The rules as data: what each is called, how grave it is, and why.
import type { RuleName, Severity } from '../finding.ts';

export type LintRule = {
  readonly name: RuleName;
  /** Of its findings that do not say otherwise. */
  readonly severity: Severity;
  readonly reason: string;
};

export const lintRules: readonly LintRule[] = [
  {
    name: 'unsupported-by-d1',
    severity: 'error',
    reason: 'D1 takes less than SQLite does, and refuses the whole batch.',
  },
  {
    name: 'failing-statement',
    severity: 'error',
    reason: 'It was tried on an empty copy of the schema, where nothing can stand in its way but itself.',
  },
  {
    name: 'drop-parent',
    severity: 'loss',
    reason:
      'DROP TABLE deletes the rows first, and foreign keys act on that. In the batch that a migration is on D1, PRAGMA foreign_keys = OFF does nothing and defer_foreign_keys does not hold CASCADE and SET NULL back.',
  },
  {
    name: 'drop-table',
    severity: 'loss',
    reason: 'The table was there before this migration, and nothing brings its rows back but Time Travel.',
  },
  {
    name: 'drop-column',
    severity: 'loss',
    reason:
      'The column was there before this migration, and nothing brings back what stood in it but Time Travel.',
  },
  {
    name: 'delete-all',
    severity: 'loss',
    reason: 'The rows were there before this migration, and nothing brings them back but Time Travel.',
  },
  {
    name: 'update-all',
    severity: 'loss',
    reason: 'What stood in the column was there before this migration, and is written over in every row.',
  },
  {
    name: 'type-change',
    severity: 'loss',
    reason:
      'A column of another type stores what looks like a number as that number: a leading zero, or a digit too many, is gone.',
  },
  {
    name: 'quoted-text',
    severity: 'warning',
    reason:
      'SQLite, and so D1, takes a name in double quotes for a text where no column is called so, instead of saying that there is none.',
  },
  {
    name: 'add-column',
    severity: 'error',
    reason:
      'SQLite looks at this only where the table has a row: it passes on an empty database and fails on the real one.',
  },
  {
    name: 'column-in-use',
    severity: 'error',
    reason: 'SQLite drops no column that a key, an index, a view or a trigger uses.',
  },
  {
    name: 'broken-reference',
    severity: 'error',
    reason:
      'SQLite does not look at views, triggers and foreign keys when what they refer to goes; whoever uses them next fails.',
  },
  {
    name: 'dropped-index-or-trigger',
    severity: 'warning',
    reason:
      'The indexes and triggers of a table go with it, also where a new one takes its name; so do the triggers of a view.',
  },
  {
    name: 'virtual-table',
    severity: 'warning',
    reason: 'D1 exports no database that has a virtual table.',
  },
  {
    name: 'non-deterministic-seed',
    severity: 'warning',
    reason:
      'A row that is seeded with it differs between the databases, so that no later migration can name it.',
  },
  {
    name: 'unindexed-foreign-key',
    severity: 'advice',
    reason:
      'SQLite makes no index for a foreign key, and looks for the referring rows at each DELETE and at each UPDATE of the key.',
  },
  {
    name: 'index-name',
    severity: 'advice',
    reason: 'An index is dropped and found by its name alone.',
  },
  {
    name: 'not-linted',
    severity: 'warning',
    reason: 'What lint has not seen it cannot judge.',
  },
  {
    name: 'unused-suppression',
    severity: 'warning',
    reason: 'A comment that allows nothing says that something is allowed.',
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
