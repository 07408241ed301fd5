// Findings as workflow commands, which GitHub shows beside the lines of a pull request:
// https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
import { relative } from 'node:path';
import { isBlocking } from '@roostjs/migrations-core';
import type { Context } from '../context.ts';
import type { FindingWithFile } from './finding-file.ts';
import { suppressionText } from './lint.ts';
import { raw } from './style.ts';

export function annotations(context: Context, findings: readonly FindingWithFile[]): string {
  return findings.map((finding) => annotation(context, annotationOf(finding))).join('');
}

export type Annotation = {
  readonly level: 'error' | 'warning' | 'notice';
  readonly file: string | null;
  readonly line: number | null;
  readonly title: string;
  readonly text: string;
};

export function annotation({ cwd, env }: Pick<Context, 'cwd' | 'env'>, shown: Annotation): string {
  const { level, file, line, title, text } = shown;
  // GitHub counts paths from the checkout, wherever in it the command was started.
  const root = env['GITHUB_WORKSPACE'] || cwd;
  const properties = [
    ...(file === null ? [] : [`file=${property(relative(root, file).replaceAll('\\', '/'))}`]),
    ...(line === null ? [] : [`line=${line}`]),
    `title=${property(title)}`,
  ];
  return `${raw('::')}${level} ${properties.join(',')}::${escapedMessage(text)}\n`;
}

function annotationOf(finding: FindingWithFile): Annotation {
  const { file, line, rule, severity, direction, statement, message, reason, suggestion, allowed } = finding;
  const place = statement === null ? '' : ` (${direction}(), statement ${statement.number})`;
  return {
    level: levelOf(finding),
    file,
    line,
    title: `${severity} ${rule}${place}`,
    text:
      allowed === null
        ? `${message}\n${reason}\n\n${suggestion}`
        : `${message}\n${capitalize(suppressionText(allowed))}`,
  };
}

function capitalize(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

function levelOf(finding: FindingWithFile): Annotation['level'] {
  if (isBlocking(finding)) return 'error';
  return finding.severity === 'warning' && finding.allowed === null ? 'warning' : 'notice';
}

function escapedMessage(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return escapedMessage(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
