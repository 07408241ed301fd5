// The pending migrations of a page: each with its phase, what changes, and its statements.
import { count } from '../output/style.ts';
import { escapedXml } from '../output/xml.ts';
import { folded, list, named, sqlCode } from './html-text.ts';
import type { Review, ReviewedMigration, ReviewedStatement } from './review.ts';
import { phaseWords, rowsMayMatter } from './words.ts';

export function migrationsHtml({ migrations }: Review): string {
  if (migrations.length === 0) return '';
  return `<ol class="migrations">\n${migrations.map(migrationHtml).join('')}</ol>\n`;
}

function migrationHtml(migration: ReviewedMigration): string {
  const { name, file, phase, effects, declared, problem, replaces } = migration;
  const place = file === null ? '' : `<p class="file"><bdi>${escapedXml(file)}</bdi></p>\n`;
  const notes = [
    ...(problem === null ? [] : [`<p class="problem"><strong>Fails:</strong> ${escapedXml(problem)}</p>\n`]),
    ...(declared === null ? [] : [`<p>The file declares its phase: ${escapedXml(declared)}</p>\n`]),
    ...(replaces.length === 0
      ? []
      : [`<p>It is recorded in place of ${count(replaces.length, 'migration')}, and not run.</p>\n`]),
  ];
  const changes = list(
    effects.map(({ subject, what }) => `${named(subject)} ${escapedXml(what)}`),
    'effects',
  );
  return `<li><article>
<h3><bdi>${escapedXml(name)}</bdi></h3>
<p class="phase ${phase}"><b>${phase}</b> ${phaseWords[phase]}</p>
${place}${notes.join('')}${changes}${statementsHtml(migration)}</article></li>
`;
}

function statementsHtml({ statements, dependsOnRows, replaces }: ReviewedMigration): string {
  if (replaces.length > 0) return '';
  if (statements === null) return '<p class="muted">Its statements are not known, because it fails.</p>\n';
  const note = dependsOnRows ? `<p class="muted">${rowsMayMatter}</p>\n` : '';
  if (statements.length === 0) return `<p class="muted">No statements.</p>\n${note}`;
  const total = statements.reduce((sum, one) => sum + (one.kind === 'one' ? 1 : one.sql.length), 0);
  const items = statements.map((statement) => `<li>${statementHtml(statement)}</li>\n`);
  return folded(count(total, 'statement'), `${note}<ol class="statements">\n${items.join('')}</ol>\n`);
}

function statementHtml(statement: ReviewedStatement): string {
  if (statement.kind === 'one') return sqlCode(statement.sql);
  const summary = `<code>${escapedXml(statement.does)}</code> <span class="muted">(${count(statement.sql.length, 'statement')})</span>`;
  return folded(summary, statement.sql.map(sqlCode).join('\n'), 'group');
}
