// What a page says is wrong, or would be: data that is lost, findings, queries, drift and files.
import type { QueryFinding } from '@roostjs/internal-core';
import { suppressionText } from '../output/lint.ts';
import { count } from '../output/style.ts';
import { escapedXml } from '../output/xml.ts';
import { list, named, sqlCode, table } from './html-text.ts';
import { isBlockingFinding, type Review, type ReviewedFinding } from './review.ts';
import { notCounted, warningsOf } from './words.ts';

export function lossesHtml({ losses: preview }: Review): string {
  if (preview === null) return `<p>${notCounted}</p>\n`;
  const { losses, unknown } = preview;
  const rows = losses.map(({ table: name, column, rows }) => [
    named(column === null ? name : `${name}.${column}`),
    column === null ? 'every row' : 'every value',
    rows === null ? 'cannot be counted' : `<strong>${rows}</strong>`,
  ]);
  const counted =
    rows.length === 0 ? '' : table('What exists now and would be gone', ['Where', 'What', 'How many'], rows);
  const more =
    unknown.length === 0
      ? ''
      : `<p>Possibly more: what ${unknown.map(named).join(', ')} deletes cannot be determined before the run.</p>\n`;
  return counted + more;
}

export function findingsHtml({ findings }: Review): string {
  if (findings.length === 0) return '';
  return `<ul class="findings">\n${findings.map(findingHtml).join('')}</ul>\n`;
}

function findingHtml(finding: ReviewedFinding): string {
  const { severity, rule, message, reason, suggestion, allowed, file, line, migration, statement } = finding;
  const place = `${file ?? migration}${line === null ? '' : `:${line}`}`;
  const weight = isBlockingFinding(finding) ? 'blocking' : severity;
  const body =
    allowed === null
      ? `<p class="muted">${escapedXml(reason)}</p>\n${statement === null ? '' : sqlCode(statement.sql)}${suggestionHtml(suggestion)}`
      : `<p class="muted">${escapedXml(suppressionText(allowed))}</p>\n`;
  return `<li class="${weight}"><article>
<h3><b class="severity">${severity}</b> ${escapedXml(message)}</h3>
<p class="file"><code>${escapedXml(rule)}</code> <bdi>${escapedXml(place)}</bdi></p>
${body}</article></li>
`;
}

function suggestionHtml(suggestion: string): string {
  return suggestion === ''
    ? ''
    : `<p class="instead">Instead</p>\n<pre class="suggestion"><code>${escapedXml(suggestion)}</code></pre>\n`;
}

export function queriesHtml({ queries }: Review): string {
  if (queries === null) return '';
  const { findings, checked, unreadable } = queries;
  const found =
    findings.length === 0
      ? `<p>None of ${count(checked, 'statement')} would break.</p>\n`
      : `<p class="muted">${findings.length} of ${count(checked, 'statement')}.</p>\n<ul class="findings">\n${findings.map(queryHtml).join('')}</ul>\n`;
  const others = list(
    unreadable.map(
      ({ sql, source, problem }) => `${named(sql)} (${escapedXml(source)}): ${escapedXml(problem)}`,
    ),
  );
  return found + (others === '' ? '' : `<h3>Could not be read</h3>\n${others}`);
}

function queryHtml({ kind, sql, calls, source, migration, message }: QueryFinding): string {
  const [weight, what] = kind === 'fails' ? ['blocking', 'fails'] : ['warning', 'loses its index'];
  const often = calls === null ? '' : `, called ${count(calls, 'time')}`;
  return `<li class="${weight}"><article>
<h3><b class="severity">${what}</b> ${escapedXml(message)}</h3>
<p class="file"><bdi>${escapedXml(source)}</bdi>${often}, by <bdi>${escapedXml(migration)}</bdi></p>
${sqlCode(sql)}</article></li>
`;
}

export function stateHtml(review: Review): string {
  const { drift, changedFiles, renamedFiles, missingFiles } = review;
  const drifted =
    drift === null
      ? ''
      : `<p>The schema has changed since ${named(drift.since)}, and no migration did it.</p>\n` +
        list(drift.changes.map(({ change, type, name }) => `${change} ${escapedXml(type)} ${named(name)}`));
  const files = [
    ...changedFiles.map((name) => `${named(name)} has changed since it was applied`),
    ...renamedFiles.map(({ name, from }) => `${named(name)} was applied as ${from.map(named).join(' or ')}`),
    ...missingFiles.map((name) => `${named(name)} is applied, and has no file`),
  ];
  return drifted + list([...warningsOf(review).map(escapedXml), ...files]);
}
