// Findings of lint as text: each with its file, what is wrong, why, and what to write instead.
import { relative } from 'node:path';
import { inline } from '@roostjs/internal-errors';
import { firstLine } from '@roostjs/internal-sql';
import {
  allowedByFlag,
  type LintFinding,
  type LintReport,
  losesData,
  type Severity,
} from '@roostjs/migrations-core';
import type { Context, Output } from '../context.ts';
import type { FindingWithFile } from './finding-file.ts';
import { count, duration, margin, type Paint, paint, unbroken } from './style.ts';

const colors: Readonly<Record<Severity, Paint>> = {
  error: 'red',
  loss: 'red',
  warning: 'yellow',
  advice: 'dim',
};

export function lintText({ stdout, cwd }: Context, findings: readonly FindingWithFile[]): string {
  return findings.map((finding) => findingText(stdout, cwd, finding)).join('\n');
}

function findingText(stdout: Output, cwd: string, finding: FindingWithFile): string {
  const { severity, rule, message, reason, suggestion, allowed } = finding;
  const title = `${paint(stdout, colors[severity], severity)} ${margin}${paint(stdout, 'bold', rule)} ${placeText(cwd, finding)}\n`;
  if (allowed !== null)
    return `${title}  ${inline(message)}\n  ${paint(stdout, 'dim', inline(suppressionText(allowed)))}\n`;
  return `${title}  ${inline(message)}\n  ${inline(reason)}\n${indent(stdout, suggestion)}`;
}

/** `allowed: ` and the reason, or that a flag allows it. */
export function suppressionText(allowed: string): string {
  return allowed === allowedByFlag ? allowed : `allowed: ${allowed}`;
}

function placeText(cwd: string, { file, line, migration, direction, statement }: FindingWithFile): string {
  const path = inline(file === null ? migration : relative(cwd, file));
  const place = line === null ? path : `${path}:${line}`;
  if (statement === null) return `${place}${direction === 'down' ? ', down()' : ''}`;
  return `${place}, ${direction}() statement ${statement.number} (${inline(firstLine(statement.sql))})`;
}

function indent(stdout: Output, text: string): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? '\n' : `    ${paint(stdout, 'cyan', unbroken(line))}\n`))
    .join('');
}

export function lintSummary({ migrations, findings, blocking }: LintReport, milliseconds: number): string {
  const checked = `Checked ${count(migrations, 'migration')} in ${duration(milliseconds)}`;
  if (findings.length === 0) return `${checked}: nothing found.\n`;
  const severities: readonly Severity[] = ['error', 'loss', 'warning', 'advice'];
  const parts = severities.flatMap((severity) => {
    const all = findings.filter((finding) => finding.severity === severity);
    const allowed = all.filter((finding) => finding.allowed !== null).length;
    const suffix = allowed === 0 ? '' : ` (${allowed} allowed)`;
    return all.length === 0
      ? []
      : [`${all.length} ${all.length === 1 ? severity : plurals[severity]}${suffix}`];
  });
  return `${checked}: ${parts.join(', ')}. ${blocking === 0 ? 'Nothing needs fixing.' : `${blocking} must be fixed or allowed.`}\n`;
}

const plurals: Readonly<Record<Severity, string>> = {
  error: 'errors',
  loss: 'losses',
  warning: 'warnings',
  advice: 'advice',
};

/** The findings of a run, a line each. Advice is left to roost migrate:lint. */
export function runFindingsText(stderr: Output, findings: readonly LintFinding[]): string {
  return findings
    .filter(({ severity, allowed }) => severity !== 'advice' && allowed === null)
    .map((finding) => {
      const { severity, rule, migration, statement, message, rows } = finding;
      const place =
        statement === null ? inline(migration) : `${inline(migration)} at statement ${statement.number}`;
      const word = losesData(finding) || severity === 'error' ? severity : 'warning';
      return `${paint(stderr, colors[severity], word)} ${margin}${place}: ${inline(message)}${countOf(rows)} [${rule}]\n`;
    })
    .join('');
}

function countOf(rows: number | null): string {
  if (rows === null) return '';
  return rows === 1 ? ' (1 row)' : ` (${rows} rows)`;
}
