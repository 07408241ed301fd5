// Checks the options of a rebuild down to each value: without a compiler, an object in place of a text would become
// a part of the table's definition. Pure.
import { invalidOption } from '../errors.ts';
import {
  aBoolean,
  aList,
  aName,
  aRecord,
  aText,
  aTextOrNull,
  checkOptions,
  describe,
  type OptionSpec,
  type OptionSpecs,
} from '../options.ts';
import { isSqlExpression } from './sql-expression.ts';
import type { ColumnChange, TableChange } from './table-change.ts';
import type { TableRebuild } from './table-rebuild.ts';

const values = 'SQL text (a text is in single quotes: "\'draft\'"), a number, a boolean';
const anExpression: OptionSpec = { matches: isSqlExpression, hint: `Pass ${values} or null.` };
const aDefault: OptionSpec = {
  matches: isSqlExpression,
  hint: `Pass ${values}, null to remove it, or leave it out.`,
};

const aDefinition: OptionSpec = {
  matches: aText.matches,
  hint: "Pass the column's definition as SQL: 'INTEGER NOT NULL DEFAULT 0'.",
};
const aNewName: OptionSpec = { matches: aText.matches, hint: 'Pass the name of a column.' };

const rebuildSpecs: OptionSpecs<TableRebuild> = {
  table: aName,
  create: aText,
  change: aRecord,
  copy: aRecord,
  rename: aRecord,
  drop: aList,
  dependants: aRecord,
  showExample: aBoolean,
};

const changeSpecs: OptionSpecs<TableChange> = {
  columns: aRecord,
  add: aRecord,
  addConstraints: aList,
  dropConstraints: aList,
  strict: aBoolean,
  withoutRowid: aBoolean,
};

const columnSpecs: OptionSpecs<ColumnChange> = {
  type: aTextOrNull,
  notNull: aBoolean,
  unique: aBoolean,
  default: aDefault,
  check: aTextOrNull,
  collate: aTextOrNull,
  references: aTextOrNull,
};

/** Throws OPTION.INVALID, whose message names the table, the column and the option. */
export function checkRebuild(rebuild: TableRebuild): void {
  checkOptions('rebuildTable()', rebuild, rebuildSpecs);
  const { table, create, change = {}, copy = {}, rename = {}, drop = [], dependants = {} } = rebuild;
  if (create !== undefined && rebuild.change !== undefined)
    throw invalidOption('create', 'cannot be given together with change', 'Give one of them.');
  const of = `of '${table}'`;
  checkOptions(`the change ${of}`, change, changeSpecs, ` in the change ${of}`);
  const { columns = {}, add = {}, addConstraints = [], dropConstraints = [] } = change;
  for (const [name, column] of Object.entries(columns))
    checkOptions(`the change of '${name}' ${of}`, column, columnSpecs, ` of '${name}' ${of}`);
  checkValues('the definition in add', of, add, aDefinition);
  checkValues('the value in copy', of, copy, anExpression);
  checkValues('the new name in rename', of, rename, aNewName);
  checkValues('the text in dependants', of, dependants, aTextOrNull);
  checkItems(`drop ${of}`, drop);
  checkItems(`addConstraints ${of}`, addConstraints);
  checkItems(`dropConstraints ${of}`, dropConstraints);
}

function checkValues(
  what: string,
  of: string,
  record: Readonly<Record<string, unknown>>,
  spec: OptionSpec,
): void {
  for (const [name, value] of Object.entries(record)) {
    if (!spec.matches(value))
      throw invalidOption(`${what} for '${name}' ${of}`, `is ${describe(value)}`, spec.hint);
  }
}

function checkItems(option: string, list: readonly unknown[]): void {
  const invalid = list.findIndex((item) => typeof item !== 'string');
  if (invalid !== -1) throw invalidOption(option, `has ${describe(list[invalid])}`, 'Pass a list of texts.');
}
