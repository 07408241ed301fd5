// The rules of lint, a sentence each, as a list of rules shows them. Their reasons are in core, with the rules.
import type { LintRule } from '@roostjs/migrations-core';

export const ruleTitles: Readonly<Record<LintRule['name'], string>> = {
  'unsupported-by-d1': 'D1 refuses the statement, although SQLite would run it.',
  'failing-statement': 'The statement fails on an empty copy of the schema.',
  'drop-parent': 'A table that others refer to is dropped or emptied.',
  'drop-table': 'A table that existed before is dropped with its rows.',
  'drop-column': 'A column that existed before is lost with its values.',
  'delete-all': 'Every row of a table that existed before is deleted.',
  'update-all': 'The values of a column are overwritten in every row.',
  'type-change': 'A column gets a type that stores its values differently.',
  'quoted-text': 'A name in double quotes is read as a string.',
  'add-column': 'The column can be added only while the table is empty.',
  'column-in-use': 'A column is dropped that a key, an index, a view or a trigger uses.',
  'broken-reference': 'A view, trigger or foreign key refers to something that does not exist.',
  'dropped-index-or-trigger': 'An index or trigger is dropped with its table and not created again.',
  'autoincrement-reset': 'A table with AUTOINCREMENT begins to count again.',
  'same-number': 'Two migrations have the same number.',
  'virtual-table': 'A virtual table is created, and D1 cannot export its database.',
  'split-trigger': 'A trigger is written in a form that Cloudflare may split.',
  'non-deterministic-seed': 'A row gets a random value or the current time.',
  'null-key': 'A primary key takes NULL.',
  'scan-per-row': 'A statement reads a whole table for each row of another.',
  'unindexed-foreign-key': 'A foreign key has no index on its columns.',
  'index-name': 'The name of an index does not say what it is on.',
  'not-linted': 'Lint could not see what the migration does.',
  'unused-suppression': 'A comment allows a rule that has no finding.',
};
