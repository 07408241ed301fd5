// What cannot succeed: a rule of D1, a fault that needs no row, and what ADD COLUMN and DROP COLUMN may not do.
import { columnDefinitionOf } from '../sql/column-definition.ts';
import { tableIn } from '../trace/schema.ts';
import type { MigrationTrace, Observation, Step } from '../trace/trace.ts';
import { rebuildAs, sqlName } from './wording.ts';

/** SQLite looks at most of what ADD COLUMN may not do only where the table has a row. */
export function addColumn({ start, steps, end }: MigrationTrace): readonly Observation[] {
  return steps.flatMap((step) => {
    const { form, error, errorWithRow } = step;
    if (form.kind !== 'add-column' || errorWithRow === null || isThere(errorWithRow)) return [];
    // A table of the migration's own is empty, or it has put the rows in itself.
    if (error === null && tableIn(start, form.table) === undefined) return [];
    const words = plain(errorWithRow);
    return [
      {
        step,
        message: `'${form.column}' cannot be added to '${form.table}' once it has a row: ${words}.`,
        suggestion: added(form.table, form.column, words, step, end),
      },
    ];
  });
}

/** What is written of the column is kept, but for what keeps it from being added. */
function added(table: string, column: string, words: string, step: Step, end: MigrationTrace['end']): string {
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
    return `${without('not', 'default')};\n-- without ${textOf('not', 'default')}, and an UPDATE behind it; for that itself, a rebuild`;
  }
  if (/NOT NULL column/.test(words)) {
    return `${without('default')} DEFAULT ${emptyValue(type)};\n-- with a value of your own, for the rows that are there`;
  }
  if (/UNIQUE/.test(words)) {
    const index = sqlName(`idx_${table}_${column}`);
    const left = textOf('not', 'default');
    return [
      `${without('unique', 'not', 'default')};`,
      `CREATE UNIQUE INDEX ${index} ON ${sqlName(table)} (${sqlName(column)});`,
      ...(left === ''
        ? []
        : [`-- without ${left}: a default would be the same in every row. For it, an UPDATE and a rebuild`]),
    ].join('\n');
  }
  if (/non-constant default/.test(words)) {
    const value = textOf('default').replace(/^.*?\bdefault\b\s*/is, '');
    return [
      `${without('not', 'default')};`,
      `UPDATE ${sqlName(table)} SET ${sqlName(column)} = ${value} WHERE ${sqlName(column)} IS NULL;`,
      `-- with the value that the rows are to have; for ${textOf('not', 'default')} itself, a rebuild`,
    ].join('\n');
  }
  return tableIn(step.after, table) !== undefined && step.error === null
    ? rebuildAs(table, step.after)
    : `// with the definition that it has now, and the column in it:\n${rebuildAs(table, tableIn(step.before, table) === undefined ? end : step.before)}`;
}

/** A column of that name, which needs no row to be in the way. */
function isThere(words: string): boolean {
  return /duplicate column name/.test(words);
}

/** A value that fits a type by its affinity: https://sqlite.org/datatype3.html#determination_of_column_affinity. */
function emptyValue(type: string): string {
  if (type === '' || (/char|clob|text/i.test(type) && !/int/i.test(type))) return "''";
  return /blob/i.test(type) ? "x''" : '0';
}

/** D1's own rules, told from the text of a statement. */
export function unsupportedByD1({ steps }: MigrationTrace): readonly Observation[] {
  return steps.flatMap((step) => {
    if (step.refused === null) return [];
    const { rule, text } = step.refused;
    return [
      { step, message: `D1 refuses this, by its rule '${rule}': ${text}.`, suggestion: workaround(rule) },
    ];
  });
}

function workaround(rule: string): string {
  return `-- Leave it out, or write it with what D1 takes: "What D1 refuses" in the guide, under '${rule}'.`;
}

/** The first statement that fails, where no other rule has said so: what comes behind it may only follow from it. */
export function failingStatement(course: MigrationTrace): readonly Observation[] {
  const { steps, failure, isComplete } = course;
  if (!isComplete) return [];
  const first = steps.find((step) => step.error !== null);
  if (first !== undefined && first.error !== null) {
    if (first.refused !== null || isSaidElsewhere(first)) return [];
    return [{ step: first, message: `This fails: ${plain(first.error)}.`, suggestion: mend }];
  }
  if (failure === null || steps.some(({ refused }) => refused !== null)) return [];
  const step = steps.find(({ number }) => number === failure.number) ?? null;
  if (step === null && !failure.isCertain) return [];
  if (failure.isCertain) return [{ step, message: failure.words, suggestion: mend }];
  return [
    {
      step,
      message: `This fails on a database that these migrations have made: ${plain(failure.words)}.`,
      suggestion: '-- Let it stand on what the migrations before it have made, and on no rows of your own.',
    },
  ];
}

/** A function that could not be recorded, for want of what it reads. */
export function notLinted({ steps, failure, direction, isComplete }: MigrationTrace): readonly Observation[] {
  if (!isComplete || failure === null || failure.isCertain) return [];
  if (steps.some(({ number }) => number === failure.number)) return [];
  return [
    {
      step: null,
      message: `${direction}() ended early on a database that these migrations have made: ${plain(failure.words)}.`,
      suggestion: '// Let it stand on what the migrations before it have made, and on no rows of your own.',
    },
  ];
}

const mend = '-- Mend the statement: it cannot succeed on any database that these migrations have made.';

function isSaidElsewhere({ form, error, errorWithRow }: Step): boolean {
  if (form.kind === 'drop-column') return isInUse(error ?? '');
  return form.kind === 'add-column' && errorWithRow !== null && !isThere(errorWithRow);
}

const afterDrop = /error in (index|trigger|view|table) (.+?) after drop column/;

/** SQLite refuses to drop a column that something uses: https://sqlite.org/lang_altertable.html#altertabdropcol. */
export function columnInUse({ steps }: MigrationTrace): readonly Observation[] {
  return steps.flatMap((step) => {
    const { form, error, before } = step;
    if (form.kind !== 'drop-column' || error === null || !isInUse(error)) return [];
    const [, type, user = ''] = afterDrop.exec(error) ?? [];
    const drop = `ALTER TABLE ${sqlName(form.table)} DROP COLUMN ${sqlName(form.column)};`;
    const suggestion =
      type === undefined || type === 'table'
        ? `// with the definition that it has now, without the column:\n${rebuildAs(form.table, before)}`
        : `DROP ${type.toUpperCase()} ${sqlName(user)};\n${drop}\n-- and CREATE ${type.toUpperCase()} ${sqlName(user)} again, without the column, where it is needed`;
    return [{ step, message: `'${form.column}' of '${form.table}' is in use: ${plain(error)}.`, suggestion }];
  });
}

function isInUse(error: string): boolean {
  return afterDrop.test(error) || /cannot drop (?:PRIMARY KEY|UNIQUE) column/.test(error);
}

/** The database's words without what D1 puts around SQLite's. */
export function plain(words: string): string {
  return words
    .replace(/^D1_ERROR: /, '')
    .replace(/: SQLITE_[A-Z_]+$/, '')
    .replace(/\.+$/, '');
}
