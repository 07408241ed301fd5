// What cannot succeed: a statement that D1's rules refuse, an error that needs no row, and what ADD COLUMN and DROP
// COLUMN cannot do.
import { remedyOf } from '../../database/rules.ts';
import { columnDefinitionOf } from '../sql/column-definition.ts';
import { followsFrom } from '../trace/lacking.ts';
import { tableIn } from '../trace/schema.ts';
import type { MigrationTrace, Observation, Setting, Step } from '../trace/trace.ts';
import { rebuildAs } from './rebuild-offer.ts';
import { indexNameFor, sqlName } from './wording.ts';

/** SQLite checks most restrictions of ADD COLUMN only if the table has a row. */
export function addColumn({ start, steps, end }: MigrationTrace): readonly Observation[] {
  return steps.flatMap((step) => {
    const { form, error, errorWithRow } = step;
    if (form.kind !== 'add-column' || errorWithRow === null || needsNoRow(errorWithRow)) return [];
    // A table that the migration creates is empty, or has only rows that the migration has written.
    if (error === null && tableIn(start, form.table) === undefined) return [];
    const words = plain(errorWithRow);
    return [
      {
        step,
        message: `'${form.column}' cannot be added to '${form.table}' once it has a row: ${words}.`,
        suggestion: (setting) => addColumnSuggestion(form, words, step, end, setting),
      },
    ];
  });
}

/** Keeps the column's definition, except what prevents it from being added. */
function addColumnSuggestion(
  { table, column }: { readonly table: string; readonly column: string },
  words: string,
  step: Step,
  end: MigrationTrace['end'],
  setting: Setting,
): string {
  const { type, constraints } = columnDefinitionOf(step.statement);
  const without = (...kinds: readonly string[]): string =>
    [
      `ALTER TABLE ${sqlName(table)} ADD COLUMN ${sqlName(column)}`,
      ...(type === '' ? [] : [type]),
      ...constraints.filter(({ kind }) => !kinds.includes(kind)).map(({ text }) => text),
    ].join(' ');
  const textOf = (...kinds: readonly string[]): string =>
    constraints
      .filter(({ kind }) => kinds.includes(kind))
      .map(({ text }) => text)
      .join(' ');
  const isKey = constraints.some(({ kind }) => kind === 'references');
  if (isKey && /NOT NULL column|REFERENCES/.test(words)) {
    return `${without('not', 'default')};\n-- without ${textOf('not', 'default')}, followed by an UPDATE; to keep it, rebuild the table`;
  }
  if (/NOT NULL column/.test(words)) {
    return `${without('default')} DEFAULT ${emptyValue(type)};\n-- with a value of your own for the existing rows`;
  }
  if (/UNIQUE/.test(words)) {
    const index = sqlName(indexNameFor(table, [column], setting.isTaken));
    const left = textOf('not', 'default');
    return [
      `${without('unique', 'not', 'default')};`,
      `CREATE UNIQUE INDEX ${index} ON ${sqlName(table)} (${sqlName(column)});`,
      ...(left === ''
        ? []
        : [
            `-- without ${left}, since a default is the same in every row; to keep it, use an UPDATE and a rebuild`,
          ]),
    ].join('\n');
  }
  if (/non-constant default/.test(words)) {
    const value = textOf('default').replace(/^.*?\bdefault\b\s*/is, '');
    return [
      `${without('not', 'default')};`,
      `UPDATE ${sqlName(table)} SET ${sqlName(column)} = ${value} WHERE ${sqlName(column)} IS NULL;`,
      `-- with the value for the existing rows; to keep ${textOf('not', 'default')}, rebuild the table`,
    ].join('\n');
  }
  const found = tableIn(step.before, table) === undefined ? end : step.before;
  return tableIn(step.after, table) !== undefined && step.error === null
    ? rebuildAs(table, step.before, step.after, setting)
    : `// with its present definition and the new column:\n${rebuildAs(table, found, found, setting)}`;
}

/** Whether it is an error even without a row: a column of that name exists, or SQLite cannot read the statement. */
function needsNoRow(words: string): boolean {
  return /duplicate column name|syntax error|unrecognized token|incomplete input/.test(words);
}

/** A value that fits the affinity of a type: https://sqlite.org/datatype3.html#determination_of_column_affinity. */
function emptyValue(type: string): string {
  if (type === '' || (/char|clob|text/i.test(type) && !/int/i.test(type))) return "''";
  return /blob/i.test(type) ? "x''" : '0';
}

/** D1's own rules, checked against the text of a statement. */
export function unsupportedByD1({ steps }: MigrationTrace): readonly Observation[] {
  return steps.flatMap((step) => {
    if (step.refused === null) return [];
    const { rule, text } = step.refused;
    const message = `D1 refuses this, by its rule '${rule}': ${text}.`;
    return [{ step, message, suggestion: asComment(remedyOf(step.refused)) }];
  });
}

/** The first statement that fails by itself, unless another rule reports it: the rest of its batch does not run. */
export function failingStatement(trace: MigrationTrace): readonly Observation[] {
  const { steps, failure, isComplete, lacking } = trace;
  if (!isComplete) return [];
  const first = steps.find((step) => step.error !== null && !step.follows);
  if (first !== undefined && first.error !== null) {
    if (first.refused !== null || isReportedElsewhere(first)) return [];
    return [{ step: first, message: `This fails: ${plain(first.error)}.`, suggestion: suggestionFor(first) }];
  }
  if (failure === null || followsFrom(lacking, failure.words)) return [];
  if (steps.some(({ refused }) => refused !== null)) return [];
  const step = steps.find(({ number }) => number === failure.number) ?? null;
  if (step === null && !failure.isCertain) return [];
  if (failure.isCertain) return [{ step, message: failure.words, suggestion: fixStatement }];
  return [
    {
      step,
      message: `This fails on a database that these migrations create: ${plain(failure.words)}.`,
      suggestion: '-- Let it rely only on what earlier migrations create, and not on rows of your own.',
    },
  ];
}

/** A function that could not be recorded, because data that it reads is not there. */
export function notLinted(trace: MigrationTrace): readonly Observation[] {
  const { steps, failure, direction, isComplete, lacking } = trace;
  if (!isComplete || failure === null || failure.isCertain) return [];
  if (followsFrom(lacking, failure.words)) return [];
  if (steps.some(({ number }) => number === failure.number)) return [];
  return [
    {
      step: null,
      message: `${direction}() ended early on a database that these migrations create: ${plain(failure.words)}.`,
      suggestion: '// Let it rely only on what earlier migrations create, and not on rows of your own.',
    },
  ];
}

function suggestionFor({ remedy }: Step): string {
  return remedy === null ? fixStatement : asComment(remedy);
}

function asComment(remedy: string): string {
  return `-- ${remedy.charAt(0).toUpperCase()}${remedy.slice(1)}.`;
}

const fixStatement = '-- Fix the statement: it cannot succeed on any database that these migrations create.';

function isReportedElsewhere({ form, error, errorWithRow }: Step): boolean {
  if (form.kind === 'drop-column') return isInUse(error ?? '');
  return form.kind === 'add-column' && errorWithRow !== null && !needsNoRow(errorWithRow);
}

const afterDrop = /error in (index|trigger|view|table) (.+?) after drop column/;

/** SQLite does not drop a column that something uses: https://sqlite.org/lang_altertable.html#altertabdropcol. */
export function columnInUse({ steps }: MigrationTrace): readonly Observation[] {
  return steps.flatMap((step) => {
    const { form, error, before } = step;
    if (form.kind !== 'drop-column' || error === null || !isInUse(error)) return [];
    const [, type, user = ''] = afterDrop.exec(error) ?? [];
    const drop = `ALTER TABLE ${sqlName(form.table)} DROP COLUMN ${sqlName(form.column)};`;
    const suggestion = (setting: Setting): string =>
      type === undefined || type === 'table'
        ? `// with its present definition, without the column:\n${rebuildAs(form.table, before, before, setting)}`
        : `DROP ${type.toUpperCase()} ${sqlName(user)};\n${drop}\n-- and CREATE ${type.toUpperCase()} ${sqlName(user)} again, without the column, if it is needed`;
    return [{ step, message: `'${form.column}' of '${form.table}' is in use: ${plain(error)}.`, suggestion }];
  });
}

function isInUse(error: string): boolean {
  return afterDrop.test(error) || /cannot drop (?:PRIMARY KEY|UNIQUE) column/.test(error);
}

/** The database's message, without what D1 adds to SQLite's. */
export function plain(words: string): string {
  return words
    .replace(/^D1_ERROR: /, '')
    .replace(/: SQLITE_[A-Z_]+$/, '')
    .replace(/\.+$/, '');
}
