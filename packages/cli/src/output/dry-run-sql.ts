// The SQL of a dry run: a script with a comment above each migration and each rebuild.
import { inline } from '@roostjs/internal-errors';
import { inlineValues, parametersOf, terminated, toSqlValue } from '@roostjs/internal-sql';
import type { PretendedGroup, PretendedStep, PretendReport, Sql, Wipe } from '@roostjs/migrations-core';
import { wrapped } from './wrap.ts';

/** `isFolded`: whether a comment takes the place of the statements of a rebuild. `columns`: for the comments. */
export type SqlForm = { readonly isFolded: boolean; readonly columns: number | undefined };

/** Without a terminal, the script is complete. */
export const completeSql: SqlForm = { isFolded: false, columns: undefined };

export function dryRunSql(report: PretendReport, form: SqlForm): string {
  const steps = report.steps.map((step) => stepSql(step, form));
  return [...wipeSql(report.wipe), ...steps].join('\n');
}

function wipeSql(wipe: Wipe | null): readonly string[] {
  if (wipe === null || wipe.objects.length === 0) return [];
  return [`-- drop everything\n${wipe.statements.map((sql) => `${terminated(sql)}\n`).join('')}`];
}

function stepSql(step: PretendedStep, form: SqlForm): string {
  const { direction, name, replaces, statements, unknown, groups = [] } = step;
  if (replaces !== undefined)
    return (
      comment(`record ${name}`, form) +
      comment('the migrations it replaces are applied, so it is not run', form)
    );
  const title = comment(`${direction} ${name}`, form);
  return title + (statements === null ? unknownSql(unknown, form) : statementsSql(statements, groups, form));
}

/** Why statements are not known. */
export function unknownSql(reason: string | null, form: SqlForm): string {
  return comment(`unknown before it runs: ${(reason ?? '').replaceAll(/\s*\n\s*/g, ' ')}`, form);
}

export function statementsSql(
  statements: readonly Sql[],
  groups: readonly PretendedGroup[],
  form: SqlForm,
): string {
  if (statements.length === 0) return comment('no statements', form);
  return statements
    .map((statement, index) => {
      const group = groups.find(({ first, count }) => index >= first && index < first + count);
      if (group === undefined) return statementSql(statement);
      const title = index === group.first ? groupSql(group, form) : '';
      return form.isFolded ? title : title + statementSql(statement);
    })
    .join('');
}

function groupSql({ does, count }: PretendedGroup, form: SqlForm): string {
  return comment(form.isFolded ? `${does} (${count} statements)` : does, form);
}

// Each line of it is a comment.
function comment(text: string, { columns }: SqlForm): string {
  const lines = columns === undefined ? inline(text) : wrapped(inline(text), columns - '-- '.length);
  return `${lines.replaceAll(/^/gm, '-- ')}\n`;
}

/** With its values as literals, so that it can be run as it is. */
function statementSql({ sql, values }: Sql): string {
  const known = values.map(toSqlValue).filter((value) => value !== undefined);
  if (known.length === values.length && parametersOf(sql).length === values.length)
    return `${terminated(inlineValues(sql, known))}\n`;
  return `${terminated(sql)} -- values: ${values.map(valueText).join(', ')}\n`;
}

// D1 refuses the statement: it has too many values, too few, or one of a type that D1 does not know.
function valueText(value: unknown): string {
  return inline(JSON.stringify(value) ?? String(value));
}
