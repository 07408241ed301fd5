// The queries that pending migrations break, each with what happens to it, and where it is from.
import type { QueryFinding, QueryReport, UnreadableQuery } from '@roostjs/internal-core';
import { inline } from '@roostjs/internal-errors';
import type { Context, Output } from '../context.ts';
import type { Outcome } from '../outcome.ts';
import { fitting, glyphsOf, widthOf } from './cells.ts';
import { oneLine } from './one-line.ts';
import { count, margin, nextLead, type Paint, paint, unbroken, warningLead } from './style.ts';

const labels: Readonly<Record<QueryFinding['kind'], { readonly word: string; readonly color: Paint }>> = {
  fails: { word: 'fails', color: 'red' },
  'loses-index': { word: 'slows', color: 'yellow' },
};

const indent = ' '.repeat(8);

/** Some lines for each finding, and for what could not be checked. `nameOf`: what is said for a migration, by default its name. */
export function queriesText(
  output: Output,
  { findings, stopped }: Pick<QueryReport, 'findings' | 'stopped'>,
  nameOf: (migration: string) => string = (migration) => migration,
): string {
  const texts = findings.map(({ kind, sql, message, object, migration, calls, source }) => {
    const { word, color } = labels[kind];
    const about = object === null || message.includes(object) ? '' : ` (${object})`;
    const often = calls === null ? '' : `, ${count(calls, 'call')}`;
    return [
      `  ${paint(output, color, word)} ${shortened(output, sql)}`,
      `${indent}${margin}${inline(`${message}${about}`)}`,
      `${indent}${margin}${inline(`after ${nameOf(migration)}; from ${source}${often}`)}`,
    ];
  });
  const rest =
    stopped === null
      ? []
      : [
          `${warningLead(output)}${inline(`${stopped.migration} fails on a database without rows (${stopped.problem}): what it and those after it do to the queries is unknown`)}`,
        ];
  return [...texts.flat(), ...rest].map((line) => `${line}\n`).join('');
}

/** On one line, which a terminal need not break. */
function shortened(output: Output, sql: string): string {
  const text = inline(oneLine(sql));
  const room = (output.columns ?? Number.POSITIVE_INFINITY) - indent.length - 1;
  if (widthOf(text) <= room) return unbroken(text);
  const shown = fitting(glyphsOf(text), Math.max(room, 16) - 1).map((glyph) => glyph.source);
  return unbroken(`${shown.join('')}…`);
}

/** What to do about them, a line for each kind. */
export function queriesNext(output: Output, findings: readonly QueryFinding[]): string {
  const has = (kind: QueryFinding['kind']): boolean => findings.some((finding) => finding.kind === kind);
  const next = nextLead(output);
  return (
    (has('fails')
      ? `${next}deploy code without the queries that fail first, and then run what removes: roost migrate --phase contract\n`
      : '') +
    (has('loses-index')
      ? `${next}keep the index, or add one in the same migration that serves the query\n`
      : '')
  );
}

const mostBroken = 20;

/** What a plan shows of them; nothing if there are none. */
export function brokenText(output: Output, report: QueryReport | null): string {
  if (report === null || (report.findings.length === 0 && report.stopped === null)) return '';
  const { findings, stopped } = report;
  const more = findings.length - mostBroken;
  return [
    `${warningLead(output)}${count(findings.length, 'query', 'queries')} of the application would fail or lose an index\n`,
    queriesText(output, { findings: findings.slice(0, mostBroken), stopped }),
    more > 0 ? `        and ${more} more, which roost check:queries shows\n` : '',
  ].join('');
}

/** The outcome of a run with the queries that it breaks; `isShown`: whether they were shown before. */
export function withQueries(
  { stderr }: Pick<Context, 'stderr'>,
  outcome: Outcome,
  report: QueryReport | null,
  { isShown }: { readonly isShown: boolean },
): Outcome {
  if (report === null) return outcome;
  const result = { ...(outcome.result as object), queries: report };
  const broken = isShown ? '' : brokenText(stderr, report);
  return { ...outcome, result, summary: `${broken}${outcome.summary}` };
}

const mostUnreadable = 10;

/** A line for each of the first ones. */
export function unreadableText(output: Output, queries: readonly UnreadableQuery[]): string {
  if (queries.length === 0) return '';
  const shown = queries.slice(0, mostUnreadable);
  const more = queries.length - shown.length;
  return [
    `${warningLead(output)}${queries.length === 1 ? '1 query fails' : `${queries.length} queries fail`} on the schema as it is, and cannot be checked:`,
    ...shown.map(({ source, problem }) => `        ${margin}${inline(`${source}: ${problem}`)}`),
    ...(more === 0 ? [] : [`        and ${more} more, which --json has`]),
  ]
    .map((line) => `${line}\n`)
    .join('');
}
