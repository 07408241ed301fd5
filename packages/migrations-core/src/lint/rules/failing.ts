// What cannot succeed: a rule of D1, a fault that needs no row, and what ADD COLUMN and DROP COLUMN may not do.
import type { Lexeme } from '@roostjs/internal-sql';
import type { Course, Observation, Step } from '../course.ts';
import { closingAt, indexAtTop } from '../lexemes.ts';
import { tableIn } from '../schema.ts';
import { rebuildAs, sqlName } from '../wording.ts';

/** SQLite looks at most of what ADD COLUMN may not do only where the table has a row. */
export function addColumn({ start, steps, end }: Course): readonly Observation[] {
  return steps.flatMap((step) => {
    const { form, complaint, complaintWithRow } = step;
    if (form.kind !== 'add-column' || complaintWithRow === null) return [];
    // A table of the migration's own is empty, or it has put the rows in itself.
    if (complaint === null && tableIn(start, form.table) === undefined) return [];
    const words = plain(complaintWithRow);
    return [
      {
        step,
        says: `'${form.column}' cannot be added to '${form.table}' once it has a row: ${words}.`,
        wayOut: added(form.table, form.column, words, step, end),
      },
    ];
  });
}

function added(table: string, column: string, words: string, step: Step, end: Course['end']): string {
  const { type, references } = columnDefinition(step);
  const alter = `ALTER TABLE ${sqlName(table)} ADD COLUMN ${sqlName(column)}${type === '' ? '' : ` ${type}`}`;
  if (references !== undefined && /NOT NULL|REFERENCES/.test(words)) {
    return `${alter} ${references};\n-- without NOT NULL and a default, and an UPDATE behind it; for NOT NULL itself, a rebuild`;
  }
  if (/NOT NULL/.test(words)) {
    return `${alter} NOT NULL DEFAULT ${emptyValue(type)};\n-- with a value of your own, for the rows that are there`;
  }
  if (/UNIQUE/.test(words)) {
    const index = sqlName(`idx_${table}_${column}`);
    const behind = references === undefined ? '' : ` ${references}`;
    return `${alter}${behind};\nCREATE UNIQUE INDEX ${index} ON ${sqlName(table)} (${sqlName(column)});`;
  }
  if (/non-constant default/.test(words)) {
    return [
      `${alter};`,
      `UPDATE ${sqlName(table)} SET ${sqlName(column)} = CURRENT_TIMESTAMP WHERE ${sqlName(column)} IS NULL;`,
      '-- with the value that the rows are to have; or, for the default itself, a rebuild',
    ].join('\n');
  }
  return rebuildAs(table, tableIn(step.after, table) === undefined ? end : step.after);
}

type ColumnDefinition = { readonly type: string; readonly references: string | undefined };

/** The type and the foreign key of an added column, as they are written. */
function columnDefinition({ statement: { lexemes, text } }: Step): ColumnDefinition {
  const written = (from: number, to: number): string => {
    const [first, last] = [lexemes[from], lexemes[to - 1]];
    return first === undefined || last === undefined || to <= from ? '' : text.slice(first.start, last.end);
  };
  const add = lexemes.findIndex(({ word }, at) => at > 2 && word === 'add');
  const type = add + (lexemes[add + 1]?.word === 'column' ? 3 : 2);
  const constraint = indexAtTop(lexemes, type, (word) => columnConstraints.has(word));
  const references = indexAtTop(lexemes, constraint, (word) => word === 'references');
  const key = references === lexemes.length ? undefined : written(references, endOfKey(lexemes, references));
  return { type: written(type, constraint), references: key };
}

const columnConstraints: ReadonlySet<string> = new Set([
  'as',
  'check',
  'collate',
  'constraint',
  'default',
  'generated',
  'not',
  'null',
  'primary',
  'references',
  'unique',
]);

/** Behind the columns that a REFERENCES names, and its ON DELETE and ON UPDATE. */
function endOfKey(lexemes: readonly Lexeme[], references: number): number {
  let at = references + 2;
  if (lexemes[at]?.word === '(') at = closingAt(lexemes, at) + 1;
  while (lexemes[at]?.word === 'on') at += /^(?:set|no)$/.test(lexemes[at + 2]?.word ?? '') ? 4 : 3;
  return at;
}

/** A value that fits a type by its affinity: https://sqlite.org/datatype3.html#determination_of_column_affinity. */
function emptyValue(type: string): string {
  if (type === '' || (/char|clob|text/i.test(type) && !/int/i.test(type))) return "''";
  return /blob/i.test(type) ? "x''" : '0';
}

/** D1's own rules, told from the text of a statement. */
export function refused({ steps }: Course): readonly Observation[] {
  return steps.flatMap((step) => {
    if (step.refused === null) return [];
    const { rule, text } = step.refused;
    return [{ step, says: `D1 refuses this, by its rule '${rule}': ${text}.`, wayOut: waysAround(rule) }];
  });
}

function waysAround(rule: string): string {
  return `-- Leave it out, or write it with what D1 takes: "What D1 refuses" in the guide, under '${rule}'.`;
}

/** The first statement that fails, where no other rule has said so: what comes behind it may only follow from it. */
export function fails(course: Course): readonly Observation[] {
  const { steps, failure, isComplete } = course;
  if (!isComplete) return [];
  const first = steps.find((step) => step.complaint !== null);
  if (first !== undefined && first.complaint !== null) {
    if (first.refused !== null || isSaidElsewhere(first)) return [];
    return [{ step: first, says: `This fails: ${plain(first.complaint)}.`, wayOut: mend }];
  }
  if (failure === null || steps.some(({ refused }) => refused !== null)) return [];
  const step = steps.find(({ number }) => number === failure.number) ?? null;
  if (step === null && !failure.isCertain) return [];
  if (failure.isCertain) return [{ step, says: failure.words, wayOut: mend }];
  return [
    {
      step,
      says: `This fails on a database that these migrations have made: ${plain(failure.words)}.`,
      wayOut: '-- Let it stand on what the migrations before it have made, and on no rows of your own.',
    },
  ];
}

/** A function that could not be recorded, for want of what it reads. */
export function notLookedAt({ steps, failure, direction, isComplete }: Course): readonly Observation[] {
  if (!isComplete || failure === null || failure.isCertain) return [];
  if (steps.some(({ number }) => number === failure.number)) return [];
  return [
    {
      step: null,
      says: `${direction}() ended early on a database that these migrations have made: ${plain(failure.words)}.`,
      wayOut: '// Let it stand on what the migrations before it have made, and on no rows of your own.',
    },
  ];
}

const mend = '-- Mend the statement: it cannot succeed on any database that these migrations have made.';

function isSaidElsewhere({ form, complaint, complaintWithRow }: Step): boolean {
  if (form.kind === 'drop-column') return isInUse(complaint ?? '');
  return form.kind === 'add-column' && complaintWithRow !== null;
}

const afterDrop = /error in (index|trigger|view|table) (.+?) after drop column/;

/** SQLite refuses to drop a column that something uses: https://sqlite.org/lang_altertable.html#altertabdropcol. */
export function usedColumn({ steps }: Course): readonly Observation[] {
  return steps.flatMap((step) => {
    const { form, complaint, before } = step;
    if (form.kind !== 'drop-column' || complaint === null || !isInUse(complaint)) return [];
    const [, type, user = ''] = afterDrop.exec(complaint) ?? [];
    const drop = `ALTER TABLE ${sqlName(form.table)} DROP COLUMN ${sqlName(form.column)};`;
    const wayOut =
      type === undefined || type === 'table'
        ? `// with the definition that it has now, without the column:\n${rebuildAs(form.table, before)}`
        : `DROP ${type.toUpperCase()} ${sqlName(user)};\n${drop}\n-- and CREATE ${type.toUpperCase()} ${sqlName(user)} again, without the column, where it is needed`;
    return [{ step, says: `'${form.column}' of '${form.table}' is in use: ${plain(complaint)}.`, wayOut }];
  });
}

function isInUse(complaint: string): boolean {
  return afterDrop.test(complaint) || /cannot drop (?:PRIMARY KEY|UNIQUE) column/.test(complaint);
}

/** The database's words without what D1 puts around SQLite's. */
export function plain(words: string): string {
  return words
    .replace(/^D1_ERROR: /, '')
    .replace(/: SQLITE_[A-Z_]+$/, '')
    .replace(/\.+$/, '');
}
