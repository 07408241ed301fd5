// The SQL of a dry run: a script with a comment above each migration.
import { inline } from '@roostjs/internal-errors';
import { terminated } from '@roostjs/internal-sql';
import type { PretendedStep, PretendReport, Sql, Wipe } from '@roostjs/migrations-core';

export function dryRunSql(report: PretendReport): string {
  const steps = report.steps.map(stepSql);
  return [...wipeSql(report.wipe), ...steps].join('\n');
}

function wipeSql(wipe: Wipe | null): readonly string[] {
  if (wipe === null || wipe.objects.length === 0) return [];
  return [`-- drop everything\n${wipe.statements.map((sql) => `${terminated(sql)}\n`).join('')}`];
}

function stepSql(step: PretendedStep): string {
  const title = `-- ${step.direction} ${inline(step.name)}\n`;
  if (step.replaces !== undefined)
    return `-- record ${inline(step.name)}\n-- the migrations it replaces are applied, so it is not run\n`;
  return title + (step.statements === null ? unknownSql(step.unknown) : statementsSql(step.statements));
}

/** Why statements are not known. */
export function unknownSql(reason: string | null): string {
  return `-- unknown before it runs: ${inline(oneLine(reason ?? ''))}\n`;
}

export function statementsSql(statements: readonly Sql[]): string {
  if (statements.length === 0) return '-- no statements\n';
  return statements.map(({ sql, values }) => `${terminated(sql)}${valuesComment(values)}\n`).join('');
}

function valuesComment(values: readonly unknown[]): string {
  return values.length === 0 ? '' : ` -- values: ${values.map(valueText).join(', ')}`;
}

function valueText(value: unknown): string {
  if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return `blob of ${value.byteLength} bytes`;
  return JSON.stringify(value) ?? String(value);
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ');
}
