// A name in double quotes that matches no column, which SQLite reads as a string: every row gets the name instead of
// the value.
import { type Lexeme, quotedText } from '@roostjs/internal-sql';
import type { Severity } from '../finding.ts';
import { sourcesOf } from '../sql/select-sources.ts';
import { tableIn } from '../trace/schema.ts';
import type { MigrationTrace, Observation, Step } from '../trace/trace.ts';
import { withTexts } from './wording.ts';

export function quotedTexts(trace: MigrationTrace): readonly Observation[] {
  return trace.steps.flatMap((step) => {
    const { quotedTexts: texts, statement } = step;
    if (texts.length === 0) return [];
    const written = texts.filter((text) => isWritten(step, text));
    const table = step.form.kind === 'insert' ? step.form.table : undefined;
    const shown = written.length > 0 ? written : texts;
    const names = [...new Set(shown.map(({ name = '' }) => `"${name}"`))].join(', ');
    const what =
      written.length > 0
        ? ` and writes ${table === undefined ? 'it into the rows' : `it into '${table}'`}`
        : '';
    return [
      {
        step,
        severity: written.length > 0 ? 'loss' : severityOf(step, texts),
        ...(written.length > 0 ? { concerns: copiedFrom(trace, step) } : {}),
        message: `No column is named ${names} here, so SQLite reads a name in double quotes as a string${what}.`,
        suggestion: `-- if a string is meant; otherwise use the name of an existing column:\n${withTexts(
          statement,
          ({ name = '' }) => quotedText(name),
          (one) => texts.includes(one),
        )};`,
      },
    ];
  });
}

/** The existing table whose rows are copied, each to one row; none if rows may also come from elsewhere. */
function copiedFrom({ start }: MigrationTrace, { form }: Step): readonly string[] {
  const [source, ...others] = form.kind === 'insert' || form.kind === 'create' ? sourcesOf(form.source) : [];
  const table = source?.readsAllRows && others.length === 0 ? tableIn(start, source.table) : undefined;
  return table === undefined ? [] : [table.name];
}

/** After DEFAULT and in VALUES only a string can be meant. */
function severityOf({ statement: { lexemes } }: Step, texts: readonly Lexeme[]): Severity {
  const isMeant = (text: Lexeme): boolean => {
    const at = lexemes.indexOf(text);
    return lexemes[at - 1]?.word === 'default' || clauseOf(lexemes, at) === 'values';
  };
  return texts.every(isMeant) ? 'advice' : 'warning';
}

/** Whether the string is copied into rows instead of a column; SET is often meant for strings. */
function isWritten({ form, statement: { lexemes } }: Step, text: Lexeme): boolean {
  const clause = clauseOf(lexemes, lexemes.indexOf(text));
  const isFilled = form.kind === 'insert' || (form.kind === 'create' && form.creation.kind === 'table');
  return clause === 'select' && isFilled && lexemes.some(({ word }) => word === 'from');
}

const clauses: ReadonlySet<string> = new Set([
  ...['from', 'group', 'having', 'limit', 'on', 'order', 'returning', 'select', 'set', 'values', 'where'],
]);

/** The keyword of the clause that contains this position, ignoring parentheses that are closed before it. */
function clauseOf(lexemes: readonly Lexeme[], place: number): string | undefined {
  let depth = 0;
  for (let at = place - 1; at >= 0; at -= 1) {
    const word = lexemes[at]?.word ?? '';
    if (word === ')') depth += 1;
    if (word === '(' && depth > 0) depth -= 1;
    else if (depth === 0 && clauses.has(word)) return word;
  }
  return undefined;
}
